using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>What an execution comes to.</summary>
internal sealed record ReferenceOutcome(
    StepStatus Status,
    string? ErrorType,
    IReadOnlyDictionary<string, JsonElement> Outputs,
    IReadOnlyDictionary<string, StepRecord> Steps,
    IReadOnlyList<string> Calls)
{
    /// <summary>When the last step was over, in milliseconds.</summary>
    public long End => Steps.Values.Select(step => step.End).DefaultIfEmpty().Max();
}
