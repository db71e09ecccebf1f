using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.TestService.V1;
using Temporalio.Service.Timers;

namespace Temporalio.Service.Frontend;

/// <summary>Temporal's TestService: commands over the time of a service that was started with time skipping.</summary>
internal sealed class TestServiceCalls(TimeSkipping time, CancellationToken stopping)
{
    public void Register(CallTable calls)
    {
        const string service = CallTable.TestService;
        calls.Add(service, "LockTimeSkipping", static () => LockTimeSkippingRequest.Parser, LockAsync);
        calls.Add(service, "UnlockTimeSkipping", static () => UnlockTimeSkippingRequest.Parser, UnlockAsync);
        calls.Add(service, "Sleep", static () => SleepRequest.Parser, SleepAsync);
        calls.Add(service, "SleepUntil", static () => SleepUntilRequest.Parser, SleepUntilAsync);
        calls.Add(service, "UnlockTimeSkippingWithSleep", static () => SleepRequest.Parser, UnlockWithSleepAsync);
        calls.Add(service, "GetCurrentTime", static () => Empty.Parser, NowAsync);
    }

    private Task<LockTimeSkippingResponse> LockAsync(LockTimeSkippingRequest request, CallContext call)
    {
        time.Lock();
        return Task.FromResult(new LockTimeSkippingResponse());
    }

    private Task<UnlockTimeSkippingResponse> UnlockAsync(UnlockTimeSkippingRequest request, CallContext call)
    {
        time.Unlock();
        return Task.FromResult(new UnlockTimeSkippingResponse());
    }

    private Task<SleepResponse> SleepAsync(SleepRequest request, CallContext call) =>
        UntilAsync(time.Now + (request.Duration?.ToTimeSpan() ?? TimeSpan.Zero), call);

    private Task<SleepResponse> SleepUntilAsync(SleepUntilRequest request, CallContext call) =>
        UntilAsync(request.Timestamp?.ToDateTimeOffset() ?? time.Now, call);

    private async Task<SleepResponse> UnlockWithSleepAsync(SleepRequest request, CallContext call)
    {
        var until = time.Now + (request.Duration?.ToTimeSpan() ?? TimeSpan.Zero);
        time.Unlock();
        try
        {
            return await UntilAsync(until, call).ConfigureAwait(false);
        }
        finally
        {
            time.Lock();
        }
    }

    private Task<GetCurrentTimeResponse> NowAsync(Empty request, CallContext call) =>
        Task.FromResult(new GetCurrentTimeResponse { Time = time.Now.ToTimestamp() });

    private async Task<SleepResponse> UntilAsync(DateTimeOffset until, CallContext call)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, call.Cancel);
        await time.SleepAsync(until, either.Token).ConfigureAwait(false);
        return new SleepResponse();
    }
}
