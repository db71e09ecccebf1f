using Google.Protobuf.Collections;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Workflows.Running;

namespace Temporalio.Workflows.Tasks;

/// <summary>Passes the payloads of jobs and commands through the codec. What came from the service is copied, never
/// changed.</summary>
internal static class PayloadVisits
{
    public static async Task<ActivationJob> DecodeAsync(IPayloadCodec codec, ActivationJob job)
    {
        switch (job)
        {
            case ActivationJob.Initialize initialize:
                return initialize with { Started = await DecodeAsync(codec, initialize.Started).ConfigureAwait(false) };
            case ActivationJob.Signal signal:
                return signal with
                {
                    Args = await DecodeAsync(codec, signal.Args).ConfigureAwait(false),
                    Header = await DecodeAsync(codec, signal.Header).ConfigureAwait(false),
                };
            case ActivationJob.Update update:
                return update with
                {
                    Args = await DecodeAsync(codec, update.Args).ConfigureAwait(false),
                    Header = await DecodeAsync(codec, update.Header).ConfigureAwait(false),
                };
            case ActivationJob.Query query:
                return query with
                {
                    Args = await DecodeAsync(codec, query.Args).ConfigureAwait(false),
                    Header = await DecodeAsync(codec, query.Header).ConfigureAwait(false),
                };
            case ActivationJob.ResolveActivity resolve:
                return resolve with { Result = await DecodeAsync(codec, resolve.Result).ConfigureAwait(false) };
            case ActivationJob.ResolveChild resolve:
                return resolve with { Result = await DecodeAsync(codec, resolve.Result).ConfigureAwait(false) };
            default:
                return job;
        }
    }

    public static async Task<Resolution> EncodeAsync(IPayloadCodec codec, Resolution result)
    {
        switch (result)
        {
            case Resolution.Completed { Result: { } payload }:
                return new Resolution.Completed(await codec.EncodeSingleAsync(payload).ConfigureAwait(false));
            case Resolution.Failed failed:
                var failure = failed.Failure.Clone();
                await codec.EncodeFailureAsync(failure).ConfigureAwait(false);
                return new Resolution.Failed(failure);
            default:
                return result;
        }
    }

    public static async Task EncodeAsync(IPayloadCodec codec, WorkflowCommand command, WorkflowInstance workflow)
    {
        switch (command)
        {
            case WorkflowCommand.ScheduleActivity activity:
                var own = workflow.Activities.TryGetValue(activity.Seq, out var pending)
                    ? pending.Converter.PayloadCodec : codec;
                var scheduled = activity.Command.ScheduleActivityTaskCommandAttributes;
                await EncodeAsync(own!, scheduled.Input, scheduled.Header, null).ConfigureAwait(false);
                await EncodeMetadataAsync(codec, activity.Command).ConfigureAwait(false);
                break;
            case WorkflowCommand.ScheduleLocalActivity { Request.Summary: { } summary }:
                Overwrite(summary, await codec.EncodeSingleAsync(summary).ConfigureAwait(false));
                break;
            case WorkflowCommand.StartChild child:
                var its = workflow.Children.TryGetValue(child.Seq, out var starting) ? starting.Converter.PayloadCodec
                    : codec;
                var started = child.Command.StartChildWorkflowExecutionCommandAttributes;
                await EncodeAsync(its!, started.Input, started.Header, started.Memo).ConfigureAwait(false);
                await EncodeMetadataAsync(codec, child.Command).ConfigureAwait(false);
                break;
            case WorkflowCommand.StartTimer timer:
                await EncodeMetadataAsync(codec, timer.Command).ConfigureAwait(false);
                break;
            case WorkflowCommand.SignalExternal signal:
                var sent = signal.Command.SignalExternalWorkflowExecutionCommandAttributes;
                await EncodeAsync(codec, sent.Input, sent.Header, null).ConfigureAwait(false);
                break;
            case WorkflowCommand.Note { Command.ModifyWorkflowPropertiesCommandAttributes: { } modified }:
                await EncodeAsync(codec, null, null, modified.UpsertedMemo).ConfigureAwait(false);
                break;
            case WorkflowCommand.Close close:
                await EncodeAsync(codec, close.Command).ConfigureAwait(false);
                break;
            case WorkflowCommand.RejectUpdate reject:
                await codec.EncodeFailureAsync(reject.Failure).ConfigureAwait(false);
                break;
            case WorkflowCommand.CompleteUpdate complete:
                if (complete.Failure != null)
                    await codec.EncodeFailureAsync(complete.Failure).ConfigureAwait(false);
                if (complete.Result != null)
                    Overwrite(complete.Result, await codec.EncodeSingleAsync(complete.Result).ConfigureAwait(false));
                break;
        }
    }

    private static async Task EncodeAsync(IPayloadCodec codec, Command close)
    {
        if (close.CompleteWorkflowExecutionCommandAttributes is { } completed)
            await EncodeAsync(codec, completed.Result, null, null).ConfigureAwait(false);
        if (close.FailWorkflowExecutionCommandAttributes is { } failed)
            await codec.EncodeFailureAsync(failed.Failure).ConfigureAwait(false);
        if (close.ContinueAsNewWorkflowExecutionCommandAttributes is { } next)
            await EncodeAsync(codec, next.Input, next.Header, next.Memo).ConfigureAwait(false);
    }

    private static async Task EncodeMetadataAsync(IPayloadCodec codec, Command command)
    {
        if (command.UserMetadata?.Summary is { } summary)
            command.UserMetadata.Summary = await codec.EncodeSingleAsync(summary).ConfigureAwait(false);
        if (command.UserMetadata?.Details is { } details)
            command.UserMetadata.Details = await codec.EncodeSingleAsync(details).ConfigureAwait(false);
    }

    private static async Task EncodeAsync(IPayloadCodec codec, Payloads? payloads, Header? header, Memo? memo)
    {
        if (payloads is { Payloads_.Count: > 0 })
        {
            Payload[] encoded = [.. await codec.EncodeAsync(payloads.Payloads_).ConfigureAwait(false)];
            payloads.Payloads_.Clear();
            payloads.Payloads_.AddRange(encoded);
        }
        if (header != null)
            await ReplaceAsync(header.Fields, codec.EncodeAsync).ConfigureAwait(false);
        if (memo != null)
            await ReplaceAsync(memo.Fields, codec.EncodeAsync).ConfigureAwait(false);
    }

    private static async Task<WorkflowExecutionStartedEventAttributes> DecodeAsync(
        IPayloadCodec codec, WorkflowExecutionStartedEventAttributes started)
    {
        var copy = started.Clone();
        if (copy.Input != null)
            copy.Input = new() { Payloads_ = { await codec.DecodeAsync(copy.Input.Payloads_).ConfigureAwait(false) } };
        if (copy.LastCompletionResult != null)
        {
            copy.LastCompletionResult =
                new() { Payloads_ =
                    { await codec.DecodeAsync(copy.LastCompletionResult.Payloads_).ConfigureAwait(false) } };
        }
        if (copy.ContinuedFailure != null)
            await codec.DecodeFailureAsync(copy.ContinuedFailure).ConfigureAwait(false);
        if (copy.Header != null)
            await ReplaceAsync(copy.Header.Fields, codec.DecodeAsync).ConfigureAwait(false);
        if (copy.Memo != null)
            await ReplaceAsync(copy.Memo.Fields, codec.DecodeAsync).ConfigureAwait(false);
        return copy;
    }

    private static async Task<Resolution> DecodeAsync(IPayloadCodec codec, Resolution result)
    {
        switch (result)
        {
            case Resolution.Completed { Result: { } payload }:
                return new Resolution.Completed(await codec.DecodeSingleAsync(payload).ConfigureAwait(false));
            case Resolution.Failed failed:
                var failure = failed.Failure.Clone();
                await codec.DecodeFailureAsync(failure).ConfigureAwait(false);
                return new Resolution.Failed(failure);
            default:
                return result;
        }
    }

    private static async Task<IReadOnlyList<Payload>> DecodeAsync(
        IPayloadCodec codec, IReadOnlyList<Payload> payloads) =>
        payloads.Count == 0 ? payloads : [.. await codec.DecodeAsync(payloads).ConfigureAwait(false)];

    private static async Task<Header?> DecodeAsync(IPayloadCodec codec, Header? header)
    {
        if (header == null || header.Fields.Count == 0)
            return header;
        var copy = header.Clone();
        await ReplaceAsync(copy.Fields, codec.DecodeAsync).ConfigureAwait(false);
        return copy;
    }

    private static async Task ReplaceAsync(
        MapField<string, Payload> fields, Func<IReadOnlyCollection<Payload>,
            Task<IReadOnlyCollection<Payload>>> replace)
    {
        foreach (var name in (string[])[.. fields.Keys])
        {
            foreach (var payload in await replace([fields[name]]).ConfigureAwait(false))
                fields[name] = payload;
        }
    }

    private static void Overwrite(Payload target, Payload source)
    {
        if (ReferenceEquals(target, source))
            return;
        target.Metadata.Clear();
        target.Metadata.Add(source.Metadata);
        target.Data = source.Data;
    }
}
