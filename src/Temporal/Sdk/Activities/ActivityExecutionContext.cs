using Microsoft.Extensions.Logging;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Activities;

/// <summary>What the code of a running activity can ask and tell.</summary>
public class ActivityExecutionContext
{
    private static readonly AsyncLocal<ActivityExecutionContext?> Flow = new();

    private readonly Lazy<MetricMeter> _metricMeter;
    private readonly ITemporalClient? _client;
    private ActivityCancellation? _cancellation;

    internal ActivityExecutionContext(
        ActivityInfo info,
        ILogger logger,
        IPayloadConverter payloadConverter,
        Lazy<MetricMeter> metricMeter,
        ITemporalClient? client,
        CancellationToken cancellationToken,
        CancellationToken workerShutdownToken)
    {
        Info = info;
        CancellationToken = cancellationToken;
        WorkerShutdownToken = workerShutdownToken;
        Logger = logger;
        PayloadConverter = payloadConverter;
        _metricMeter = metricMeter;
        _client = client;
    }

    /// <summary>Gets a value indicating whether the caller runs inside an activity.</summary>
    public static bool HasCurrent => Flow.Value != null;

    /// <summary>Gets the context of the activity that the caller runs in.</summary>
    /// <exception cref="InvalidOperationException">It runs in none.</exception>
    public static ActivityExecutionContext Current =>
        Flow.Value ?? throw new InvalidOperationException("No current context: the caller runs outside an activity.");

    /// <summary>Gets what is known of this attempt.</summary>
    public ActivityInfo Info { get; }

    /// <summary>Gets a logger whose entries carry the activity's ids.</summary>
    public ILogger Logger { get; }

    /// <summary>Gets why the activity is cancelled; set before the token is.</summary>
    public ActivityCancelReason CancelReason => _cancellation?.Reason ?? ActivityCancelReason.None;

    /// <summary>Gets why the activity is cancelled, in full; null while it is not.</summary>
    public ActivityCancellationDetails? CancellationDetails => _cancellation?.Details;

    /// <summary>Gets the token that is cancelled with the activity. A service's request arrives with a heartbeat.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Gets the token that is cancelled when the worker begins to stop.</summary>
    public CancellationToken WorkerShutdownToken { get; }

    /// <summary>Gets what converts the activity's values.</summary>
    public IPayloadConverter PayloadConverter { get; }

    /// <summary>Gets the meter for metrics of one's own.</summary>
    public MetricMeter MetricMeter => _metricMeter.Value;

    /// <summary>Gets the worker's client.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ITemporalClient TemporalClient => _client
        ?? throw new InvalidOperationException("No client: the worker's client, or the test's, is no ITemporalClient.");

    /// <summary>Gets or sets why details of a heartbeat could not be sent; null while they could.</summary>
    internal Exception? HeartbeatFault { get; set; }

    /// <summary>Gets or sets what takes heartbeats.</summary>
    internal Action<object?[]>? Heartbeater { get; set; }

    /// <summary>Tells the service that the activity is alive. May be called often: calls are throttled. After the
    /// activity's end it does nothing.</summary>
    /// <param name="details">Values that the next attempt finds if this one fails.</param>
    public void Heartbeat(params object?[] details) =>
        (Heartbeater ?? throw new InvalidOperationException("The activity does not run yet: it takes no heartbeats."))(details);

    /// <summary>Makes a context current for the caller's flow from here on.</summary>
    internal static void Enter(ActivityExecutionContext? context) => Flow.Value = context;

    /// <summary>Records the reason. The first one stays, as the token can only be cancelled once.</summary>
    internal bool TryRecordCancellation(ActivityCancelReason reason, ActivityCancellationDetails details) =>
        Interlocked.CompareExchange(ref _cancellation, new(reason, details), null) == null;

    private sealed record ActivityCancellation(ActivityCancelReason Reason, ActivityCancellationDetails Details);
}
