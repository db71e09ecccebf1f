using Temporalio.Api.Common.V1;

namespace Temporalio.Service.Schedules;

/// <summary>What a later action asked of a running workflow.</summary>
internal enum EndAsked
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>To cancel.</summary>
    Cancel,

    /// <summary>To end at once.</summary>
    Terminate,
}

/// <summary>A workflow of the schedule that runs.</summary>
/// <param name="Execution">Workflow id and the id of its first run.</param>
internal sealed record RunningAction(WorkflowExecution Execution, EndAsked Asked);
