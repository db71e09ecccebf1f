using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Worker.Activities;

/// <summary>Runs the code of one attempt, and turns its end into a result. Knows nothing of the service.</summary>
/// <param name="activities">The activities.</param>
/// <param name="interceptors">The interceptors, outermost first.</param>
internal sealed class ActivityRunner(ActivityTable activities, IReadOnlyList<IWorkerInterceptor> interceptors)
{
    /// <summary>The type of the failure of code that heeded the end of its worker.</summary>
    public const string WorkerShutdownType = "WorkerShutdown";

    /// <summary>Runs an attempt. Never throws.</summary>
    public async Task<ActivityResult> RunAsync(
        ActivityCall call, ActivityExecutionContext context, Action<object?[]> heartbeat)
    {
        var converter = call.Info.DataConverter;
        ActivityExecutionContext.Enter(context);
        try
        {
            return await RunCodeAsync(call, context, heartbeat).ConfigureAwait(false);
        }
        catch (CompleteAsyncException)
        {
            return new ActivityResult.CompletedLater();
        }
        catch (Exception fault)
        {
            return await ToResultAsync(fault, context, converter).ConfigureAwait(false);
        }
        finally
        {
            // A timer of the code may beat once more: that is nobody's fault, and must not end the process.
            context.Heartbeater = static _ => { };
        }
    }

    private static async Task<object?[]> ArgumentsAsync(ActivityDefinition definition, ActivityCall call)
    {
        var converter = call.Info.DataConverter;
        if (definition.Dynamic)
        {
            var raw = new IRawValue[call.Input.Count];
            for (var i = 0; i < raw.Length; i++)
            {
                raw[i] = await converter.ToValueAsync<IRawValue>(call.Input[i]).ConfigureAwait(false);
            }

            return [raw];
        }

        if (call.Input.Count < definition.RequiredParameterCount)
        {
            throw new ApplicationFailureException(
                $"Activity {call.Info.ActivityType} was given {call.Input.Count} arguments; it requires "
                    + $"{definition.RequiredParameterCount}");
        }

        // Arguments beyond the parameters are left out: newer callers may send them.
        var args = new object?[Math.Min(call.Input.Count, definition.ParameterTypes.Count)];
        var next = 0;
        foreach (var type in definition.ParameterTypes.Take(args.Length))
        {
            args[next] = converter.PayloadCodec == null
                ? converter.PayloadConverter.ToValue(call.Input[next], type)
                : await converter.ToValueAsync(call.Input[next], type).ConfigureAwait(false);
            next++;
        }

        return args;
    }

    private async Task<ActivityResult> RunCodeAsync(
        ActivityCall call, ActivityExecutionContext context, Action<object?[]> heartbeat)
    {
        var converter = call.Info.DataConverter;
        var definition = activities.Find(call.Info.ActivityType);
        object?[] args;
        try
        {
            args = await ArgumentsAsync(definition, call).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not ApplicationFailureException)
        {
            throw new ApplicationFailureException("Failed decoding parameters", fault);
        }

        object? value;
        if (interceptors.Count == 0)
        {
            context.Heartbeater = heartbeat;
            value = await definition.InvokeAsync(args).ConfigureAwait(false);
        }
        else
        {
            var headers = await DecodedHeadersAsync(call, converter).ConfigureAwait(false);
            ActivityInboundInterceptor inbound = new Innermost(context);
            for (var i = interceptors.Count - 1; i >= 0; i--)
            {
                inbound = interceptors[i].InterceptActivity(inbound);
            }

            inbound.Init(new Outermost(heartbeat));
            value = await inbound.ExecuteActivityAsync(new(definition, args, headers)).ConfigureAwait(false);
        }

        if (value is ValueTuple)
        {
            value = null;
        }

        return new ActivityResult.Completed(converter.PayloadCodec == null
            ? converter.PayloadConverter.ToPayload(value)
            : await converter.ToPayloadAsync(value).ConfigureAwait(false));
    }

    private static async Task<IReadOnlyDictionary<string, Payload>?> DecodedHeadersAsync(
        ActivityCall call, DataConverter converter)
    {
        if (call.Headers == null || converter.PayloadCodec == null)
        {
            return call.Headers;
        }

        var decoded = new Dictionary<string, Payload>(call.Headers.Count);
        foreach (var (name, payload) in call.Headers)
        {
            decoded[name] = await converter.PayloadCodec.DecodeSingleAsync(payload).ConfigureAwait(false);
        }

        return decoded;
    }

    private static async Task<ActivityResult> ToResultAsync(
        Exception fault, ActivityExecutionContext context, DataConverter converter)
    {
        var isCancel = fault is OperationCanceledException && context.CancellationToken.IsCancellationRequested;
        if (context.CancelReason is ActivityCancelReason.CancelRequested or ActivityCancelReason.GoneFromServer
            && (isCancel || fault is CanceledFailureException))
        {
            var canceled = await converter.ToFailureAsync(
                fault as CanceledFailureException ?? new CanceledFailureException("Cancelled")).ConfigureAwait(false);
            return new ActivityResult.Canceled(canceled);
        }

        // Ends that come from outside are not the application's: they are named, and may be tried again.
        var named = !isCancel ? fault : context.CancelReason switch
        {
            ActivityCancelReason.WorkerShutdown =>
                new ApplicationFailureException("Worker is shutting down", fault, WorkerShutdownType),
            ActivityCancelReason.Paused => new ApplicationFailureException("Activity paused", fault, "ActivityPause"),
            ActivityCancelReason.Reset => new ApplicationFailureException("Activity reset", fault, "ActivityReset"),
            ActivityCancelReason.HeartbeatRecordFailure => context.HeartbeatFault ?? fault,
            _ => fault,
        };
        var benign = named is ApplicationFailureException { Category: ApplicationErrorCategory.Benign };
        context.Logger.Log(
            benign ? LogLevel.Debug : LogLevel.Warning,
            named,
            "Completing activity {ActivityType} (id {ActivityId}, attempt {Attempt}) as failed.",
            context.Info.ActivityType,
            context.Info.ActivityId,
            context.Info.Attempt);
        try
        {
            return new ActivityResult.Failed(await converter.ToFailureAsync(named).ConfigureAwait(false));
        }
        catch (Exception broken)
        {
            // The failure itself cannot be converted: its text still reaches the workflow.
            return new ActivityResult.Failed(new()
            {
                Message = $"Failed building completion: {broken}",
                ApplicationFailureInfo = new() { Type = broken.GetType().Name },
            });
        }
    }

    private sealed class Innermost(ActivityExecutionContext context) : ActivityInboundInterceptor
    {
        public override void Init(ActivityOutboundInterceptor outbound) =>
            context.Heartbeater = details => outbound.Heartbeat(new(details));

        public override Task<object?> ExecuteActivityAsync(ExecuteActivityInput input) =>
            input.Activity.InvokeAsync(input.Args);
    }

    private sealed class Outermost(Action<object?[]> heartbeat) : ActivityOutboundInterceptor
    {
        public override void Heartbeat(HeartbeatInput input) => heartbeat(input.Details);
    }
}
