using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Client.Outbound;
using Temporalio.Exceptions;
using Temporalio.Worker.Polling;
using Temporalio.Worker.Slots;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Activities;

/// <summary>Polls for activities and runs them.</summary>
internal sealed class ActivityWorker : IDisposable
{
    // A message's bound, with room for what goes along.
    private const int LargestResult = Client.Grpc.GrpcFrame.MaxSendSize - (64 * 1024);

    private readonly WorkerScope _scope;
    private readonly ActivityRunner _runner;
    private readonly ILogger _logger;
    private readonly SlotPool _slots;
    private readonly RateGate? _rate;
    private readonly PollActivityTaskQueueRequest _request;
    private readonly ConcurrentDictionary<RunningActivity, bool> _running = new();
    private readonly InFlight _inFlight = new();
    private readonly CancellationToken _workerShutdown;
    private PollGate? _gate;

    public ActivityWorker(
        WorkerScope scope, ActivityRunner runner, SlotSupplier slots, CancellationToken workerShutdown)
    {
        _scope = scope;
        _runner = runner;
        _logger = scope.LoggerFactory.CreateLogger<TemporalWorker>();
        _slots = SlotPool.Of(slots, scope.SlotUse(SlotType.Activity), _logger, scope.Time);
        _workerShutdown = workerShutdown;
        _rate = scope.Options.MaxActivitiesPerSecond is > 0 and var perSecond ? new(perSecond, scope.Time) : null;
        _request = new()
        {
            Namespace = scope.Namespace,
            TaskQueue = new() { Name = scope.TaskQueue, Kind = Api.Enums.V1.TaskQueueKind.Normal },
            Identity = scope.Identity,
            WorkerInstanceKey = scope.InstanceKey,
            TaskQueueMetadata = scope.Options.MaxTaskQueueActivitiesPerSecond is > 0 and var queueRate
                ? new() { MaxTasksPerSecond = queueRate }
                : null,
            DeploymentOptions = scope.Options.DeploymentOptions?.ToProto(),
        };
    }

    /// <summary>Starts polling until stopped.</summary>
    public IReadOnlyList<Task> StartPolls(PollerBehavior polls, CancellationToken stop, CancellationToken abort)
    {
        _gate = polls is PollerBehavior.Autoscaling scaling
            ? PollGate.Scaling(scaling.Minimum, scaling.Maximum, scaling.Initial)
            : PollGate.Fixed(((PollerBehavior.SimpleMaximum)polls).Maximum);
        return
        [
            .. Enumerable.Range(0, _gate.Maximum).Select(_ => new PollLoop<PollActivityTaskQueueResponse>(
                "activities",
                _slots,
                _gate,
                sticky: false,
                PollOnceAsync,
                static task => task.TaskToken.IsEmpty,
                static task => task.PollerScalingDecision,
                Start,
                _logger,
                _scope.Time).RunAsync(stop, abort)),
        ];
    }

    /// <summary>Takes a slot for a task that comes with another answer; null when there is none.</summary>
    public SlotPermit? TryReserve() => _slots.TryReserve();

    /// <summary>Gives a slot back that was not needed.</summary>
    public void Unreserve(SlotPermit permit) => _slots.Release(permit, null);

    /// <summary>Runs a task whose slot is taken.</summary>
    public void Start(PollActivityTaskQueueResponse task, SlotPermit permit)
    {
        _inFlight.Enter();
        _ = _scope.Options.ActivityTaskFactory.StartNew(
            static state =>
            {
                var (worker, task, permit) = ((ActivityWorker, PollActivityTaskQueueResponse, SlotPermit))state!;
                return worker.RunAsync(task, permit);
            },
            (this, task, permit),
            CancellationToken.None,
            TaskCreationOptions.DenyChildAttach,
            _scope.Options.ActivityTaskFactory.Scheduler ?? TaskScheduler.Default);
    }

    /// <summary>Cancels all that run, as the worker stops.</summary>
    public void CancelAll()
    {
        foreach (var activity in _running.Keys)
        {
            activity.Cancel(
                Temporalio.Activities.ActivityCancelReason.WorkerShutdown, new() { IsWorkerShutdown = true });
        }
    }

    /// <summary>Waits for all that run. Called once, when no task can come any more.</summary>
    public Task DrainAsync() => _inFlight.DrainAsync();

    public void Dispose()
    {
        _slots.Dispose();
        _gate?.Dispose();
    }

    private async Task<PollActivityTaskQueueResponse> PollOnceAsync(CancellationToken abort)
    {
        if (_rate != null)
        {
            await _rate.WaitAsync(abort).ConfigureAwait(false);
        }

        return await _scope.Service.PollActivityTaskQueueAsync(_request, new() { CancellationToken = abort })
            .ConfigureAwait(false);
    }

    private async Task RunAsync(PollActivityTaskQueueResponse task, SlotPermit permit)
    {
        var use = new SlotInfo.ActivitySlotInfo(task.ActivityType?.Name ?? string.Empty);
        _slots.MarkUsed(permit, use);
        try
        {
            var info = ActivityTaskInfo.Of(task, _scope);
            using var activity = new RunningActivity(_scope, task, info, _workerShutdown);
            _running[activity] = true;
            try
            {
                var call = new ActivityCall(
                    info, ActivityCall.InputOf(task.Input), ActivityCall.HeadersOf(task.Header));
                var begun = _scope.Time.GetTimestamp();
                var result = await _runner.RunAsync(call, activity.Context, activity.Heartbeat).ConfigureAwait(false);
                activity.End();
                _scope.Runtime.Sdk?.Activity(
                    _scope.TaskQueue,
                    info.ActivityType,
                    _scope.Time.GetElapsedTime(begun),
                    result is ActivityResult.Failed);
                await ReportAsync(task, activity, result).ConfigureAwait(false);
            }
            finally
            {
                _running.TryRemove(activity, out _);
            }
        }
        catch (RpcException gone) when (gone.Code == RpcException.StatusCode.NotFound)
        {
            _logger.LogDebug(
                gone, "Activity {ActivityId} ended, but the service does not wait for it any more.", task.ActivityId);
        }
        catch (Exception fault)
        {
            _logger.LogError(
                fault, "The end of activity {ActivityId} could not be reported; the service will time it out.",
                task.ActivityId);
        }
        finally
        {
            _slots.Release(permit, use);
            _inFlight.Leave();
        }
    }

    private async Task ReportAsync(
        PollActivityTaskQueueResponse task, RunningActivity activity, ActivityResult result)
    {
        switch (result)
        {
            case ActivityResult.Completed completed when TooLarge(completed.Value) is { } tooLarge:
                await ReportAsync(task, activity, new ActivityResult.Failed(tooLarge)).ConfigureAwait(false);
                break;
            case ActivityResult.Completed completed:
                var value = new Payloads();
                value.Payloads_.Add(completed.Value);
                await _scope.Service.RespondActivityTaskCompletedAsync(
                    new()
                    {
                        Namespace = _scope.Namespace,
                        TaskToken = task.TaskToken,
                        Identity = _scope.Identity,
                        Result = value,
                    },
                    _scope.Report).ConfigureAwait(false);
                await activity.StopHeartbeatsAsync().ConfigureAwait(false);
                break;
            case ActivityResult.Failed failed:
                var unsent = await activity.StopHeartbeatsAsync().ConfigureAwait(false);
                await _scope.Service.RespondActivityTaskFailedAsync(
                    new()
                    {
                        Namespace = _scope.Namespace,
                        TaskToken = task.TaskToken,
                        Identity = _scope.Identity,
                        Failure = failed.Failure,
                        LastHeartbeatDetails = await UnsentDetailsAsync(activity, unsent).ConfigureAwait(false),
                    },
                    _scope.Report).ConfigureAwait(false);
                break;
            case ActivityResult.Canceled canceled:
                await activity.StopHeartbeatsAsync().ConfigureAwait(false);
                await _scope.Service.RespondActivityTaskCanceledAsync(
                    new()
                    {
                        Namespace = _scope.Namespace,
                        TaskToken = task.TaskToken,
                        Identity = _scope.Identity,
                        Details = canceled.Failure.CanceledFailureInfo?.Details,
                    },
                    _scope.Report).ConfigureAwait(false);
                break;
            default:
                await activity.StopHeartbeatsAsync().ConfigureAwait(false);
                break;
        }
    }

    private Failure? TooLarge(Payload value) => _scope.PayloadLimits.Check(new Payloads { Payloads_ = { value } })
        ?? (value.CalculateSize() > LargestResult
            ? PayloadLimits.MessageTooLarge($"The result is of {value.CalculateSize()} bytes; no message holds it.")
            : null);

    private async Task<Payloads?> UnsentDetailsAsync(RunningActivity activity, object?[]? details)
    {
        try
        {
            return await WirePayloads.FromValuesAsync(activity.Context.Info.DataConverter, details)
                .ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            _logger.LogWarning(fault, "The last heartbeat's details could not be converted; they are left out.");
            return null;
        }
    }
}
