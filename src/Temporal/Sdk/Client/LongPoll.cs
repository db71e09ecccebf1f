using Google.Protobuf;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Client;

/// <summary>Tells which calls the service may keep open, and how long a call may take by default.</summary>
internal static class LongPoll
{
    /// <summary>Longest time of a call that the service keeps open. The service answers after a minute at most.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(70);

    /// <summary>Longest time of any other call.</summary>
    public static readonly TimeSpan ShortTimeout = TimeSpan.FromSeconds(30);

    public static bool Is(IMessage request) => request switch
    {
        PollWorkflowTaskQueueRequest or PollActivityTaskQueueRequest => true,
        GetWorkflowExecutionHistoryRequest history => history.WaitNewEvent,
        UpdateWorkflowExecutionRequest or PollWorkflowExecutionUpdateRequest or ExecuteMultiOperationRequest => true,
        _ => false,
    };
}
