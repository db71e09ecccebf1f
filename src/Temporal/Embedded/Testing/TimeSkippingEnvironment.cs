#if !TEMPORAL_SDK_OFFICIAL // the official package has its own
using Temporalio.Client;
using Temporalio.Service;
using Temporalio.Service.Timers;
using Temporalio.Testing;

namespace Temporalio.Embedded.Testing;

/// <summary>A test's environment on a service of its own whose time skips.</summary>
internal sealed class TimeSkippingEnvironment : WorkflowEnvironment
{
    private readonly TemporalService _service;
    private readonly SkippingClock _clock;
    private readonly TimeSkipper _skipper;
    private readonly CancellationTokenSource _stop;

    private TimeSkippingEnvironment(
        TemporalService service,
        SkippingClock clock,
        TimeSkipper skipper,
        CancellationTokenSource stop,
        ITemporalClient client)
        : base(client) => (_service, _clock, _skipper, _stop) = (service, clock, skipper, stop);

    public override bool SupportsTimeSkipping => true;

    public static async Task<TimeSkippingEnvironment> StartAsync(WorkflowEnvironmentStartTimeSkippingOptions options)
    {
        var clock = new SkippingClock();
        var service = await TemporalService.StartAsync(new()
        {
            TimeProvider = clock,
            CallTimeProvider = TimeProvider.System,
            LoggerFactory = options.LoggerFactory,
            Namespaces = [options.Namespace],
        }).ConfigureAwait(false);
        try
        {
            var skipper = new TimeSkipper(clock, service.Rest);
            var stop = new CancellationTokenSource();
            service.Frontend.Serve(new TimeSkipping(clock, service.Rest, stop.Token));
            var bare = await new EmbeddedClients(service, new() { LoggerFactory = options.LoggerFactory })
                .ConnectAsync(options.Namespace).ConfigureAwait(false);
            var client = options.ToClientOptions();
            client.Interceptors = [.. client.Interceptors ?? [], new TimeSkippingInterceptor(skipper)];
            return new(service, clock, skipper, stop, new TemporalClient(bare.Connection, client));
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override Task DelayAsync(TimeSpan delay, CancellationToken? cancellationToken = null) =>
        _skipper.PassAsync(delay, cancellationToken ?? CancellationToken.None);

    public override Task<DateTime> GetCurrentTimeAsync() => Task.FromResult(_clock.GetUtcNow().UtcDateTime);

    public override async Task<T> WithAutoTimeSkippingDisabledAsync<T>(Func<Task<T>> func)
    {
        ArgumentNullException.ThrowIfNull(func);
        using (_skipper.Disable())
            return await func().ConfigureAwait(false);
    }

    public override async Task ShutdownAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _service.DisposeAsync().ConfigureAwait(false);
    }
}
#endif
