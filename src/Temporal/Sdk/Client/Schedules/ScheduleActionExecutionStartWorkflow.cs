namespace Temporalio.Client.Schedules;

/// <summary>A workflow that a schedule started.</summary>
/// <param name="WorkflowId">Its id.</param>
/// <param name="FirstExecutionRunId">The id of its first run.</param>
public record ScheduleActionExecutionStartWorkflow(string WorkflowId, string FirstExecutionRunId)
    : ScheduleActionExecution
{
    internal static ScheduleActionExecutionStartWorkflow FromProto(Api.Common.V1.WorkflowExecution? proto) =>
        new(proto?.WorkflowId ?? string.Empty, proto?.RunId ?? string.Empty);
}
