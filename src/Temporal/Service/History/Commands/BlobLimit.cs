using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>The bound of payloads that commands carry.</summary>
internal static class BlobLimit
{
    /// <summary>Returns true when a message is too large to store.</summary>
    public static bool Exceeds(IMessage? message) => message is not null && message.CalculateSize() > Limits.Blob;

    /// <summary>Fails the run: asking again would give the same command.</summary>
    public static CommandFault? FailRun(TaskCompletion completion, string message)
    {
        completion.Draft.Flush();
        completion.Draft.Write(new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionFailed,
            WorkflowExecutionFailedEventAttributes = new WorkflowExecutionFailedEventAttributes
            {
                Failure = new Failure
                {
                    Message = message,
                    Source = "Server",
                    ServerFailureInfo = new ServerFailureInfo { NonRetryable = true },
                },
                RetryState = RetryState.NonRetryableFailure,
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
            },
        });
        return null;
    }
}
