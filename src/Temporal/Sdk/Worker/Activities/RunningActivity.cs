using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Outbound;
using Temporalio.Exceptions;

namespace Temporalio.Worker.Activities;

/// <summary>One attempt that runs: its cancellation and its heartbeats.</summary>
internal sealed class RunningActivity : IDisposable
{
    // The service times an attempt out by itself; the worker's own timer only ends code that nobody waits for.
    private static readonly TimeSpan TimeoutSlack = TimeSpan.FromSeconds(5);

    // Timers take at most 49 days; beyond that the service's own timeout has to do.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(40);

    private readonly WorkerScope _scope;
    private readonly PollActivityTaskQueueResponse _task;
    private readonly CancellationTokenSource _cancel = new();
    private readonly HeartbeatPump _pump;
    private readonly ITimer? _timeout;
    private readonly ITimer? _silence;
    private readonly TimeSpan _longestSilence;

    public RunningActivity(
        WorkerScope scope, PollActivityTaskQueueResponse task, ActivityInfo info, CancellationToken workerShutdown)
    {
        _scope = scope;
        _task = task;
        Context = new(
            info,
            ActivityLogger.For(scope.LoggerFactory, info),
            info.DataConverter.PayloadConverter,
            new(() => scope.Meter(
                new("activity_type", info.ActivityType), new("workflow_type", info.WorkflowType ?? string.Empty))),
            scope.Client,
            _cancel.Token,
            workerShutdown);
        _pump = new(SendAsync, HeartbeatInterval.Of(info.HeartbeatTimeout, scope.Options), scope.Time);
        _timeout = TimeoutAfter(info.StartToCloseTimeout);
        _longestSilence = (info.HeartbeatTimeout ?? TimeSpan.Zero) + TimeoutSlack;
        _silence = TimeoutAfter(info.HeartbeatTimeout);
    }

    public ActivityExecutionContext Context { get; }

    public void Heartbeat(object?[] details) => _pump.Beat(details);

    /// <summary>Stops heartbeats, and returns details that were not sent.</summary>
    public Task<object?[]?> StopHeartbeatsAsync() => _pump.StopAsync();

    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        if (Context.TryRecordCancellation(reason, details))
        {
            CancelToken();
        }
    }

    private ITimer? TimeoutAfter(TimeSpan? longest) => longest is { } set && set < LongestTimer
        ? _scope.Time.CreateTimer(
            static state => ((RunningActivity)state!).Cancel(
                ActivityCancelReason.Timeout, new() { IsTimedOut = true, IsGoneFromServer = true }),
            this,
            set + TimeoutSlack,
            Timeout.InfiniteTimeSpan)
        : null;

    private void CancelToken()
    {
        try
        {
            _cancel.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now.
        }
        catch (AggregateException fault)
        {
            Context.Logger.LogWarning(fault, "A callback of the activity's cancellation token threw.");
        }
    }

    /// <summary>Cancels the token of code that has ended: what it began beside itself ends too.</summary>
    public void End()
    {
        _timeout?.Dispose();
        _silence?.Dispose();
        CancelToken();
    }

    public void Dispose()
    {
        _timeout?.Dispose();
        _silence?.Dispose();
        _pump.Dispose();
        _cancel.Dispose();
    }

    private async Task SendAsync(object?[] details)
    {
        try
        {
            _silence?.Change(_longestSilence, Timeout.InfiniteTimeSpan);
            var answer = await _scope.Service.RecordActivityTaskHeartbeatAsync(
                new()
                {
                    Namespace = _scope.Namespace,
                    TaskToken = _task.TaskToken,
                    Identity = _scope.Identity,
                    Details = await WirePayloads.FromValuesAsync(Context.Info.DataConverter, details)
                        .ConfigureAwait(false),
                },
                _scope.Report).ConfigureAwait(false);
            var reason = answer.CancelRequested ? ActivityCancelReason.CancelRequested
                : answer.ActivityReset ? ActivityCancelReason.Reset
                : answer.ActivityPaused ? ActivityCancelReason.Paused
                : ActivityCancelReason.None;
            if (reason != ActivityCancelReason.None)
            {
                Cancel(
                    reason,
                    new()
                    {
                        IsCancelRequested = answer.CancelRequested,
                        IsReset = answer.ActivityReset,
                        IsPaused = answer.ActivityPaused,
                    });
            }
        }
        catch (RpcException gone) when (gone.Code == RpcException.StatusCode.NotFound)
        {
            Cancel(ActivityCancelReason.GoneFromServer, new() { IsGoneFromServer = true });
        }
        catch (RpcException fault)
        {
            Context.Logger.LogWarning(fault, "A heartbeat could not be recorded; the next one may be.");
        }
        catch (Exception fault)
        {
            Context.Logger.LogWarning(fault, "A heartbeat's details could not be converted.");
            Context.HeartbeatFault = fault;
            Cancel(ActivityCancelReason.HeartbeatRecordFailure, new() { IsHeartbeatRecordFailure = true });
        }
    }
}
