using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Converters;

namespace Temporalio.Testing;

/// <summary>Runs the code of an activity in a test, without worker and service.</summary>
public record ActivityEnvironment
{
    /// <summary>What the activity finds as its info when a test sets nothing else.</summary>
    public static readonly ActivityInfo DefaultInfo = new(
        ActivityId: "test",
        ActivityType: "unknown",
        Attempt: 1,
        CurrentAttemptScheduledTime: DateTime.UnixEpoch,
        DataConverter: DataConverter.Default,
        HeartbeatDetails: [],
        HeartbeatTimeout: null,
        IsLocal: false,
        Namespace: "default",
        Priority: Priority.Default,
        RetryPolicy: null,
        ScheduleToCloseTimeout: TimeSpan.FromSeconds(1),
        ScheduledTime: DateTime.UnixEpoch,
        StartToCloseTimeout: TimeSpan.FromSeconds(1),
        StartedTime: DateTime.UnixEpoch,
        TaskQueue: "test",
        TaskToken: "test"u8.ToArray(),
        WorkflowId: "test",
        WorkflowNamespace: "default",
        WorkflowRunId: "test-run",
        WorkflowType: "test");

    private readonly ConcurrentDictionary<ActivityExecutionContext, bool> _running = new();

    /// <summary>Gets the activity's info.</summary>
    public ActivityInfo Info { get; init; } = DefaultInfo;

    /// <summary>Gets the activity's logger.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Gets the activity's payload converter.</summary>
    public IPayloadConverter PayloadConverter { get; init; } = DataConverter.Default.PayloadConverter;

    /// <summary>Gets what takes its heartbeats.</summary>
    public Action<object?[]> Heartbeater { get; init; } = static _ => { };

    /// <summary>Gets the activity's meter; metrics go nowhere when unset.</summary>
    public MetricMeter? MetricMeter { get; init; }

    /// <summary>Gets the activity's client.</summary>
    public ITemporalClient? TemporalClient { get; init; }

    /// <summary>Gets the source of the activity's cancellation token.</summary>
    public CancellationTokenSource CancellationTokenSource { get; init; } = new();

    /// <summary>Gets the source of the token for the worker's shutdown.</summary>
    public CancellationTokenSource WorkerShutdownTokenSource { get; init; } = new();

    /// <summary>Gets or sets why the activity is cancelled.</summary>
    public ActivityCancelReason CancelReason { get; set; }

    /// <summary>Gets or sets why the activity is cancelled, in full.</summary>
    public ActivityCancellationDetails? CancellationDetails { get; set; }

    /// <summary>Cancels the activity, as its workflow would.</summary>
    public void Cancel() => Cancel(ActivityCancelReason.CancelRequested);

    /// <summary>Cancels the activity.</summary>
    /// <param name="reason">Why.</param>
    public void Cancel(ActivityCancelReason reason) => Cancel(reason, new()
    {
        IsCancelRequested = reason == ActivityCancelReason.CancelRequested,
        IsGoneFromServer = reason == ActivityCancelReason.GoneFromServer,
        IsHeartbeatRecordFailure = reason == ActivityCancelReason.HeartbeatRecordFailure,
        IsPaused = reason == ActivityCancelReason.Paused,
        IsReset = reason == ActivityCancelReason.Reset,
        IsTimedOut = reason == ActivityCancelReason.Timeout,
        IsWorkerShutdown = reason == ActivityCancelReason.WorkerShutdown,
    });

    /// <summary>Cancels the activity.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="details">Why, in full.</param>
    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        CancelReason = reason;
        CancellationDetails = details;
        foreach (var context in _running.Keys)
        {
            context.TryRecordCancellation(reason, details);
        }

        CancellationTokenSource.Cancel();
    }

    /// <summary>Runs code as an activity.</summary>
    /// <param name="activity">The code.</param>
    /// <returns>A task for its end.</returns>
    public Task RunAsync(Action activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return RunAsync(() =>
        {
            activity();
            return Task.FromResult(default(ValueTuple));
        });
    }

    /// <summary>Runs code as an activity.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="activity">The code.</param>
    /// <returns>Its result.</returns>
    public Task<T> RunAsync<T>(Func<T> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return RunAsync(() => Task.FromResult(activity()));
    }

    /// <summary>Runs code as an activity.</summary>
    /// <param name="activity">The code.</param>
    /// <returns>A task for its end.</returns>
    public Task RunAsync(Func<Task> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return RunAsync(async () =>
        {
            await activity().ConfigureAwait(false);
            return default(ValueTuple);
        });
    }

    /// <summary>Runs code as an activity.</summary>
    /// <typeparam name="T">Type of its result.</typeparam>
    /// <param name="activity">The code.</param>
    /// <returns>Its result.</returns>
    public async Task<T> RunAsync<T>(Func<Task<T>> activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        var context = new ActivityExecutionContext(
            Info,
            Logger,
            PayloadConverter,
            new(() => MetricMeter ?? SilentMetricMeter.Instance),
            TemporalClient,
            CancellationTokenSource.Token,
            WorkerShutdownTokenSource.Token) { Heartbeater = Heartbeater };

        if (CancelReason != ActivityCancelReason.None)
        {
            context.TryRecordCancellation(CancelReason, CancellationDetails ?? new());
        }

        // Set within this async method: the caller's flow never sees the context.
        ActivityExecutionContext.Enter(context);
        _running[context] = true;
        try
        {
            return await activity().ConfigureAwait(false);
        }
        finally
        {
            _running.TryRemove(context, out _);
        }
    }
}
