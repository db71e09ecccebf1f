using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Outbound;

/// <summary>Waits for the end of a run, and of those that follow it.</summary>
internal static class WorkflowResult
{
    public static async Task<TResult> GetAsync<TResult>(
        WorkflowHandle handle, bool followRuns, RpcOptions? options)
    {
        var converter = handle.Client.Options.DataConverter.WithSerializationContext(
            new ISerializationContext.Workflow(handle.Client.Options.Namespace, handle.Id));
        var runId = handle.ResultRunId;
        while (true)
        {
            var page = await handle.Client.OutboundInterceptor.FetchWorkflowHistoryEventPageAsync(new(
                handle.Id, runId, 0, null, true, HistoryEventFilterType.CloseEvent, true, options))
                .ConfigureAwait(false);
            var end = page.Events.LastOrDefault()
                ?? throw new InvalidOperationException($"The service sent no closing event of workflow '{handle.Id}'.");
            var next = NextRunOf(end);
            if (string.IsNullOrEmpty(next) || !followRuns)
            {
                return await ReadAsync<TResult>(end, converter).ConfigureAwait(false);
            }

            runId = next;
        }
    }

    private static string? NextRunOf(HistoryEvent end) => end.AttributesCase switch
    {
        HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes =>
            end.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes =>
            end.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes =>
            end.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes =>
            end.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => null,
    };

    private static async Task<TResult> ReadAsync<TResult>(HistoryEvent end, DataConverter converter)
    {
        switch (end.AttributesCase)
        {
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCompletedEventAttributes:
                return end.WorkflowExecutionCompletedEventAttributes.Result is { Payloads_: { Count: > 0 } payloads }
                    && typeof(TResult) != typeof(ValueTuple)
                    ? await converter.ToSingleValueAsync<TResult>(payloads).ConfigureAwait(false)
                    : default!;
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionFailedEventAttributes:
                throw new WorkflowFailedException(await converter.ToExceptionAsync(
                    end.WorkflowExecutionFailedEventAttributes.Failure).ConfigureAwait(false));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionCanceledEventAttributes:
                var canceled = new Failure
                {
                    Message = "Workflow canceled",
                    CanceledFailureInfo = new() { Details = end.WorkflowExecutionCanceledEventAttributes.Details },
                };
                throw new WorkflowFailedException(await converter.ToExceptionAsync(canceled).ConfigureAwait(false));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionTerminatedEventAttributes:
                throw new WorkflowFailedException(await TerminatedAsync(
                    end.WorkflowExecutionTerminatedEventAttributes, converter).ConfigureAwait(false));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionTimedOutEventAttributes:
                var timedOut = new Failure
                {
                    Message = "Workflow timed out",
                    TimeoutFailureInfo = new() { TimeoutType = TimeoutType.StartToClose },
                };
                throw new WorkflowFailedException(await converter.ToExceptionAsync(timedOut).ConfigureAwait(false));
            case HistoryEvent.AttributesOneofCase.WorkflowExecutionContinuedAsNewEventAttributes:
                throw new WorkflowContinuedAsNewException(
                    end.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId);
            default:
                throw new InvalidOperationException($"{end.EventType} is no closing event.");
        }
    }

    private static async Task<TerminatedFailureException> TerminatedAsync(
        WorkflowExecutionTerminatedEventAttributes end, DataConverter converter)
    {
        InboundFailureDetails? details = null;
        if (end.Details is { Payloads_: { Count: > 0 } payloads })
        {
            details = new(
                converter.PayloadConverter,
                converter.PayloadCodec == null
                    ? payloads
                    : await converter.PayloadCodec.DecodeAsync(payloads).ConfigureAwait(false));
        }

        return new(
            new Failure
            {
                Message = end.Reason.Length == 0 ? "Workflow terminated" : end.Reason,
                TerminatedFailureInfo = new(),
            },
            null,
            details);
    }
}
