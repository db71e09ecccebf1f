using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.History;

/// <summary>A request to cancel a run.</summary>
/// <param name="Attributes">The attributes of the event that it becomes.</param>
internal sealed record CancelInput(WorkflowExecutionCancelRequestedEventAttributes Attributes)
{
    /// <summary>Returns a client's request.</summary>
    public static CancelInput From(RequestCancelWorkflowExecutionRequest request) => new(
        new WorkflowExecutionCancelRequestedEventAttributes { Cause = request.Reason, Identity = request.Identity });

    /// <summary>Returns the request that another run sends.</summary>
    public static CancelInput FromExternal(RunKey sender, Effect.CancelExternal cancel) => new(
        new WorkflowExecutionCancelRequestedEventAttributes
        {
            Cause = cancel.Attributes.Reason,
            ExternalInitiatedEventId = cancel.InitiatedEventId,
            ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = sender.WorkflowId, RunId = sender.RunId },
            Identity = Limits.ServiceIdentity,
        });

    /// <summary>Returns the request that a closing parent sends to a child.</summary>
    public static CancelInput FromParentClose(RunKey parent) => new(
        new WorkflowExecutionCancelRequestedEventAttributes
        {
            ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = parent.WorkflowId, RunId = parent.RunId },
            Identity = Limits.ServiceIdentity,
        });
}
