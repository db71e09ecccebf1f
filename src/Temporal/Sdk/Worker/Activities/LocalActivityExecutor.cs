using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Core;
using Temporalio.Worker.Slots;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Worker.Activities;

/// <summary>Runs local activities: in this worker, within a workflow task, without the service.</summary>
/// <param name="scope">What the parts of the worker share.</param>
/// <param name="runner">Runs the code.</param>
/// <param name="slots">Activities at once.</param>
/// <param name="workerShutdown">The worker ends: what runs may go on for the time of grace.</param>
/// <param name="end">The time of grace is over: what runs is cancelled, and nothing begins.</param>
internal sealed class LocalActivityExecutor(
    WorkerScope scope,
    ActivityRunner runner,
    SlotSupplier slots,
    CancellationToken workerShutdown,
    CancellationToken end) : IDisposable
{
    private readonly SlotPool _slots = SlotPool.Of(
        slots,
        scope.SlotUse(SlotType.LocalActivity),
        scope.LoggerFactory.CreateLogger<LocalActivityExecutor>(),
        scope.Time);

    public void Dispose() => _slots.Dispose();

    /// <summary>Runs an activity with its retries. Never throws.</summary>
    public async Task<LocalActivityOutcome> RunAsync(LocalActivityTask task, CancellationToken cancel)
    {
        var request = task.Request;
        var first = request.OriginalScheduleTime ?? task.ScheduledTime;
        var attempt = Math.Max(1, request.Attempt);
        while (true)
        {
            var result = end.IsCancellationRequested
                ? new Resolution.Unfinished()
                : await RunAttemptAsync(task, attempt, first, cancel).ConfigureAwait(false);
            if (result is not Resolution.Failed failed || failed.Failure.CanceledFailureInfo != null
                || failed.Failure.TimeoutFailureInfo is { TimeoutType: not TimeoutType.StartToClose })
            {
                return Ended(result);
            }

            var wait = LocalRetryDecision.After(request.RetryPolicy, attempt, failed.Failure, Left(request, first));
            if (wait == null)
            {
                return Ended(result);
            }

            attempt++;
            if (wait > request.LocalRetryThreshold)
            {
                return Ended(new Resolution.Backoff(attempt, wait.Value, first));
            }

            using (var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, end))
            {
                await Task.Delay(wait.Value, scope.Time, either.Token)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (cancel.IsCancellationRequested)
            {
                return Ended(new Resolution.Failed(Canceled()));
            }
        }

        LocalActivityOutcome Ended(Resolution result) =>
            new(result, attempt, scope.Time.GetUtcNow().UtcDateTime, first);
    }

    private static Failure Canceled() => new() { Message = "Activity cancelled", CanceledFailureInfo = new() };

    private static Resolution TimedOut(TimeoutType type) => new Resolution.Failed(new()
    {
        Message = $"activity {type} timeout",
        TimeoutFailureInfo = new() { TimeoutType = type },
    });

    private TimeSpan? Left(LocalActivityRequest request, DateTime first) =>
        request.ScheduleToCloseTimeout is { } whole ? first + whole - scope.Time.GetUtcNow().UtcDateTime : null;

    private async Task<Resolution> RunAttemptAsync(
        LocalActivityTask task, int attempt, DateTime first, CancellationToken cancel)
    {
        var request = task.Request;
        var left = Left(request, first);
        if (left <= TimeSpan.Zero)
        {
            return TimedOut(TimeoutType.ScheduleToClose);
        }

        SlotPermit permit;
        using (var tooLate = new CancellationTokenSource(
            request.ScheduleToStartTimeout ?? left ?? Timeout.InfiniteTimeSpan, scope.Time))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, tooLate.Token, end))
        {
            try
            {
                permit = await _slots.ReserveAsync(sticky: false, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return cancel.IsCancellationRequested ? new Resolution.Failed(Canceled())
                    : end.IsCancellationRequested ? new Resolution.Unfinished()
                    : TimedOut(TimeoutType.ScheduleToStart);
            }
        }

        var longest = request.StartToCloseTimeout is { } one && (left == null || one < left) ? one : left;
        var type = longest == left ? TimeoutType.ScheduleToClose : TimeoutType.StartToClose;
        var cancelCode = new CancellationTokenSource();
        var context = NewContext(task, attempt, cancelCode.Token);
        using var atTheEnd = end.UnsafeRegister(
            _ => Cancel(
                context, cancelCode, ActivityCancelReason.WorkerShutdown, new() { IsWorkerShutdown = true }),
            null);
        var run = RunCodeAsync(task, context, permit, cancelCode);
        try
        {
            await run.WaitAsync(longest ?? Timeout.InfiniteTimeSpan, scope.Time, cancel).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Cancel(context, cancelCode, ActivityCancelReason.Timeout, new() { IsTimedOut = true });
            return TimedOut(type);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Cancel(context, cancelCode, ActivityCancelReason.CancelRequested, new() { IsCancelRequested = true });
            if (request.CancellationType != Workflows.ActivityCancellationType.WaitCancellationCompleted)
            {
                return new Resolution.Failed(Canceled());
            }
        }

        return await run.ConfigureAwait(false) switch
        {
            ActivityResult.Completed completed => new Resolution.Completed(completed.Value),
            ActivityResult.Failed { Failure.ApplicationFailureInfo.Type: ActivityRunner.WorkerShutdownType }
                when context.CancelReason == ActivityCancelReason.WorkerShutdown => new Resolution.Unfinished(),
            ActivityResult.Failed failed => new Resolution.Failed(failed.Failure),
            ActivityResult.Canceled canceled => new Resolution.Failed(canceled.Failure),
            _ => new Resolution.Failed(new()
            {
                Message = "A local activity cannot be completed from outside.",
                ApplicationFailureInfo = new() { Type = nameof(CompleteAsyncException), NonRetryable = true },
            }),
        };
    }

    // The slot goes with the code, not with the wait for it: code that outlives its timeout still takes room.
    private async Task<ActivityResult> RunCodeAsync(
        LocalActivityTask task,
        ActivityExecutionContext context,
        SlotPermit permit,
        CancellationTokenSource cancelCode)
    {
        var use = new SlotInfo.LocalActivitySlotInfo(task.Request.ActivityType);
        _slots.MarkUsed(permit, use);
        using (cancelCode)
        {
            try
            {
                var call = new ActivityCall(context.Info, task.Request.Args, task.Request.Headers);
                return await scope.Options.ActivityTaskFactory.StartNew(
                    () => runner.RunAsync(call, context, static _ => { }),
                    CancellationToken.None,
                    TaskCreationOptions.DenyChildAttach,
                    scope.Options.ActivityTaskFactory.Scheduler ?? TaskScheduler.Default)
                    .Unwrap().ConfigureAwait(false);
            }
            finally
            {
                await cancelCode.CancelAsync()
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what the code began beside itself ends too
                _slots.Release(permit, use);
            }
        }
    }

    private static void Cancel(
        ActivityExecutionContext context,
        CancellationTokenSource source,
        ActivityCancelReason reason,
        ActivityCancellationDetails details)
    {
        if (!context.TryRecordCancellation(reason, details))
        {
            return;
        }

        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended just now.
        }
        catch (AggregateException fault)
        {
            context.Logger.LogWarning(fault, "What the activity does when it is cancelled failed.");
        }
    }

    private ActivityExecutionContext NewContext(LocalActivityTask task, int attempt, CancellationToken cancel)
    {
        var request = task.Request;
        var now = scope.Time.GetUtcNow().UtcDateTime;

        // The workflow's side encodes and decodes: here values are plain.
        var converter = (scope.DataConverter with { PayloadCodec = null }).WithSerializationContext(
            new ISerializationContext.Activity(
                task.Namespace,
                request.ActivityId,
                task.WorkflowId,
                task.WorkflowType,
                request.ActivityType,
                task.TaskQueue,
                true));
        var info = new ActivityInfo(
            ActivityId: request.ActivityId,
            ActivityType: request.ActivityType,
            Attempt: attempt,
            CurrentAttemptScheduledTime: now,
            DataConverter: converter,
            HeartbeatDetails: [],
            HeartbeatTimeout: null,
            IsLocal: true,
            Namespace: task.Namespace,
            Priority: Priority.Default,
            RetryPolicy: request.RetryPolicy,
            ScheduleToCloseTimeout: request.ScheduleToCloseTimeout,
            ScheduledTime: request.OriginalScheduleTime ?? task.ScheduledTime,
            StartToCloseTimeout: request.StartToCloseTimeout,
            StartedTime: now,
            TaskQueue: task.TaskQueue,
            TaskToken: [],
            WorkflowId: task.WorkflowId,
            WorkflowNamespace: task.Namespace,
            WorkflowRunId: task.RunId,
            WorkflowType: task.WorkflowType);
        return new(
            info,
            ActivityLogger.For(scope.LoggerFactory, info),
            converter.PayloadConverter,
            new(() => scope.Meter(
                new("activity_type", info.ActivityType), new("workflow_type", info.WorkflowType ?? string.Empty))),
            scope.Client,
            cancel,
            workerShutdown);
    }
}
