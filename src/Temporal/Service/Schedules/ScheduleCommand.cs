using Temporalio.Api.Common.V1;

namespace Temporalio.Service.Schedules;

/// <summary>What a decision wants done once it is on disk. All may be tried again after a crash.</summary>
internal abstract record ScheduleCommand
{
    private ScheduleCommand()
    {
    }

    /// <summary>Starts a workflow; then <see cref="ScheduleDecision.Started"/> or
    /// <see cref="ScheduleDecision.StartFailed"/>.</summary>
    public sealed record Start(PlannedStart Planned) : ScheduleCommand;

    /// <summary>Asks a workflow to cancel.</summary>
    public sealed record Cancel(WorkflowExecution Execution) : ScheduleCommand;

    /// <summary>Ends a workflow at once.</summary>
    public sealed record Terminate(WorkflowExecution Execution) : ScheduleCommand;
}
