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
        if (info.StartToCloseTimeout is { } longest && longest < LongestTimer)
        {
            _timeout = scope.Time.CreateTimer(
                static state => ((RunningActivity)state!).Cancel(
                    ActivityCancelReason.Timeout, new() { IsTimedOut = true }),
                this,
                longest + TimeoutSlack,
                Timeout.InfiniteTimeSpan);
        }
    }

    public ActivityExecutionContext Context { get; }

    public void Heartbeat(object?[] details) => _pump.Beat(details);

    /// <summary>Stops heartbeats, and returns details that were not sent.</summary>
    public Task<object?[]?> StopHeartbeatsAsync() => _pump.StopAsync();

    public void Cancel(ActivityCancelReason reason, ActivityCancellationDetails details)
    {
        if (!Context.TryRecordCancellation(reason, details))
        {
            return;
        }

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

    public void Dispose()
    {
        _timeout?.Dispose();
        _pump.Dispose();
        _cancel.Dispose();
    }

    private async Task SendAsync(object?[] details)
    {
        try
        {
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
            if (answer.CancelRequested)
            {
                Cancel(ActivityCancelReason.CancelRequested, new() { IsCancelRequested = true });
            }
            else if (answer.ActivityPaused)
            {
                Cancel(ActivityCancelReason.Paused, new() { IsPaused = true });
            }
            else if (answer.ActivityReset)
            {
                Cancel(ActivityCancelReason.Reset, new() { IsReset = true });
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
            Cancel(ActivityCancelReason.HeartbeatRecordFailure, new() { IsHeartbeatRecordFailure = true });
        }
    }
}
