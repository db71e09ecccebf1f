using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Tests.Properties.Generation;
using Temporalio.Client;
using Temporalio.Common;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>An execution that a service ran to its end.</summary>
internal sealed record Played(
    RandomCase Case, ExecutionState State, IReadOnlyList<string> Calls, WorkflowHandle<PipelineWorkflow, PipelineResult> Handle)
{
    public Task<WorkflowHistory> HistoryAsync() => Handle.FetchHistoryAsync();
}
