using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.History;

/// <summary>A signal to a run.</summary>
/// <param name="Attributes">The attributes of the event that it becomes.</param>
/// <param name="Links">Where it came from.</param>
internal sealed record SignalInput(WorkflowExecutionSignaledEventAttributes Attributes, IReadOnlyList<Link> Links)
{
    /// <summary>By which a repeated signal is known; may be empty.</summary>
    public string RequestId => Attributes.RequestId;

    /// <summary>Returns a client's signal.</summary>
    public static SignalInput From(SignalWorkflowExecutionRequest request) => new(
        new WorkflowExecutionSignaledEventAttributes
        {
            SignalName = request.SignalName,
            Input = request.Input,
            Identity = request.Identity,
            Header = request.Header,
            RequestId = request.RequestId,
        },
        request.Links);

    /// <summary>Returns the signal of a signal with start.</summary>
    public static SignalInput From(SignalWithStartWorkflowExecutionRequest request) => new(
        new WorkflowExecutionSignaledEventAttributes
        {
            SignalName = request.SignalName,
            Input = request.SignalInput,
            Identity = request.Identity,
            Header = request.Header,
            RequestId = request.RequestId,
        },
        []);

    /// <summary>Returns the signal that another run sends.</summary>
    public static SignalInput FromExternal(RunKey sender, Effect.SignalExternal signal) => new(
        new WorkflowExecutionSignaledEventAttributes
        {
            SignalName = signal.Attributes.SignalName,
            Input = signal.Attributes.Input,
            Identity = Limits.ServiceIdentity,
            Header = signal.Attributes.Header,
            RequestId = signal.RequestId,
            ExternalWorkflowExecution = new WorkflowExecution { WorkflowId = sender.WorkflowId, RunId = sender.RunId },
        },
        []);

    /// <summary>Returns the event of the signal.</summary>
    public HistoryEvent ToEvent() => new()
    {
        EventType = EventType.WorkflowExecutionSignaled,
        WorkflowExecutionSignaledEventAttributes = Attributes,
        Links = { Links },
    };
}
