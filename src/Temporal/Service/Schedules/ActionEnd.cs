using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.Schedules;

/// <summary>How a workflow that a schedule started has ended.</summary>
/// <param name="Execution">Its workflow id, and the id of its first run.</param>
/// <param name="Result">Its result; null for none.</param>
/// <param name="Failure">Its failure; null for none.</param>
internal sealed record ActionEnd(
    WorkflowExecution Execution, WorkflowExecutionStatus Status, Payloads? Result, Failure? Failure)
{
    /// <summary>Returns it for the last run of a workflow.</summary>
    public static ActionEnd Of(WorkflowExecution execution, WorkflowExecutionStatus status, HistoryEvent closing) =>
        new(
            execution,
            status,
            closing.WorkflowExecutionCompletedEventAttributes?.Result,
            status == WorkflowExecutionStatus.TimedOut
                ? new Failure
                {
                    Message = "workflow timeout",
                    TimeoutFailureInfo = new TimeoutFailureInfo { TimeoutType = TimeoutType.StartToClose },
                }
                : closing.WorkflowExecutionFailedEventAttributes?.Failure);
}
