using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Activities;
using Temporalio.Worker.Slots;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Worker.Polling;

/// <summary>Polls for workflow tasks, has them handled, and sends the answers.</summary>
internal sealed class WorkflowWorker : IDisposable
{
    private readonly WorkerScope _scope;
    private readonly WorkflowTaskHandler _handler;
    private readonly ActivityWorker? _activities;
    private readonly ILogger _logger;
    private readonly SlotPool _slots;
    private readonly List<PollGate> _gates = [];
    private readonly InFlight _inFlight = new();

    /// <param name="scope">What the parts of the worker share.</param>
    /// <param name="handler">Runs the workflows' code.</param>
    /// <param name="activities">Takes activities that come with an answer; null when the worker has none.</param>
    /// <param name="slots">Tasks at once.</param>
    public WorkflowWorker(
        WorkerScope scope, WorkflowTaskHandler handler, ActivityWorker? activities, SlotSupplier slots)
    {
        _scope = scope;
        _handler = handler;
        _activities = activities;
        _logger = scope.LoggerFactory.CreateLogger<TemporalWorker>();
        _slots = SlotPool.Of(slots, scope.SlotUse(SlotType.Workflow), _logger, scope.Time);
    }

    /// <summary>
    /// Starts polling until stopped: a part of the polls for any run, the rest for runs in this worker's memory.
    /// </summary>
    public IReadOnlyList<Task> StartPolls(PollerBehavior polls, CancellationToken stop, CancellationToken abort)
    {
        if (_scope.StickyQueue == null)
        {
            return Loops(polls is PollerBehavior.Autoscaling one
                ? PollGate.Scaling(one.Minimum, one.Maximum, one.Initial)
                : PollGate.Fixed(((PollerBehavior.SimpleMaximum)polls).Maximum), null);
        }

        // Each of the two needs a poll at all times.
        return polls is PollerBehavior.Autoscaling scaling
            ?
            [
                .. Loops(PollGate.Scaling(scaling.Minimum, scaling.Maximum, scaling.Initial), null),
                .. Loops(PollGate.Scaling(scaling.Minimum, scaling.Maximum, scaling.Initial), _scope.StickyQueue),
            ]
            : Split(((PollerBehavior.SimpleMaximum)polls).Maximum);

        IReadOnlyList<Task> Split(int count)
        {
            var normal = Math.Clamp((int)(count * _scope.Options.NonStickyToStickyPollRatio), 1, count - 1);
            return
            [
                .. Loops(PollGate.Fixed(normal), null), .. Loops(PollGate.Fixed(count - normal), _scope.StickyQueue),
            ];
        }

        IReadOnlyList<Task> Loops(PollGate gate, string? stickyQueue)
        {
            _gates.Add(gate);
            var request = Request(stickyQueue);
            return [.. Enumerable.Range(0, gate.Maximum).Select(_ => Loop(gate, request))];
        }

        Task Loop(PollGate gate, PollWorkflowTaskQueueRequest request) => new PollLoop<PollWorkflowTaskQueueResponse>(
            "workflow tasks",
            _slots,
            gate,
            request.TaskQueue.Kind == TaskQueueKind.Sticky,
            cancel => _scope.Service.PollWorkflowTaskQueueAsync(request, new() { CancellationToken = cancel }),
            static task => task.TaskToken.IsEmpty,
            static task => task.PollerScalingDecision,
            (task, permit) => Start(task, permit, request.TaskQueue.Kind == TaskQueueKind.Sticky),
            _logger,
            _scope.Time).RunAsync(stop, abort);
    }

    /// <summary>Waits for all tasks. Called once, when no task can come any more.</summary>
    public Task DrainAsync() => _inFlight.DrainAsync();

    public void Dispose()
    {
        _handler.Dispose();
        _slots.Dispose();
        _gates.ForEach(gate => gate.Dispose());
    }

    private PollWorkflowTaskQueueRequest Request(string? stickyQueue) => new()
    {
        Namespace = _scope.Namespace,
        TaskQueue = stickyQueue == null
            ? new() { Name = _scope.TaskQueue, Kind = TaskQueueKind.Normal }
            : new() { Name = stickyQueue, Kind = TaskQueueKind.Sticky, NormalName = _scope.TaskQueue },
        Identity = _scope.Identity,
        WorkerInstanceKey = _scope.InstanceKey,
        DeploymentOptions = _scope.Options.DeploymentOptions?.ToProto(),
    };

    // Not awaited: the poll loop goes on. The handler leaves the caller's thread by itself.
    private void Start(PollWorkflowTaskQueueResponse task, SlotPermit permit, bool sticky)
    {
        _inFlight.Enter();
        _ = RunAsync(task, permit, new SlotInfo.WorkflowSlotInfo(task.WorkflowType?.Name ?? string.Empty, sticky));
    }

    private async Task RunAsync(PollWorkflowTaskQueueResponse first, SlotPermit permit, SlotInfo info)
    {
        _slots.MarkUsed(permit, info);
        try
        {
            for (PollWorkflowTaskQueueResponse? task = first; task is { TaskToken.IsEmpty: false };)
            {
                task = await HandleAsync(task).ConfigureAwait(false);
            }
        }
        catch (Exception fault)
        {
            _logger.LogError(
                fault,
                "A workflow task of {WorkflowId} could not be handled; the service will time it out.",
                first.WorkflowExecution?.WorkflowId);
        }
        finally
        {
            _slots.Release(permit, info);
            _inFlight.Leave();
        }
    }

    /// <summary>Handles a task, and returns the one that came with the service's answer, if any.</summary>
    private async Task<PollWorkflowTaskQueueResponse?> HandleAsync(PollWorkflowTaskQueueResponse task)
    {
        var begun = _scope.Time.GetTimestamp();
        var outcome = await _handler.HandleAsync(task, (token, cancel) => HistoryAsync(task, token, cancel), default)
            .ConfigureAwait(false);
        try
        {
            _scope.Runtime.Sdk?.WorkflowTask(
                _scope.TaskQueue,
                task.WorkflowType?.Name ?? string.Empty,
                _scope.Time.GetElapsedTime(begun),
                outcome is WorkflowTaskOutcome.Failed);
            switch (outcome)
            {
                case WorkflowTaskOutcome.Completed completed
                    when _scope.PayloadLimits.Check(completed.Request) is { } tooLarge:
                    await RefuseAsync(task, completed, WorkflowTaskFailedCause.PayloadsTooLarge, tooLarge)
                        .ConfigureAwait(false);
                    break;
                case WorkflowTaskOutcome.Completed completed:
                    return await CompleteAsync(task, completed).ConfigureAwait(false);
                case WorkflowTaskOutcome.Failed when !TellsOfFailure(task):
                    break;
                case WorkflowTaskOutcome.Failed failed:
                    await _scope.Service.RespondWorkflowTaskFailedAsync(failed.Request, _scope.Report)
                        .ConfigureAwait(false);
                    break;
                case WorkflowTaskOutcome.QueryAnswered answered:
                    await _scope.Service.RespondQueryTaskCompletedAsync(answered.Request, _scope.Report)
                        .ConfigureAwait(false);
                    break;
            }
        }
        catch (RpcException refused)
        {
            // Refused, or not known to be taken: the run in memory may be ahead of its history.
            _handler.Forget(outcome);
            _logger.Log(
                refused.Code == RpcException.StatusCode.NotFound ? LogLevel.Debug : LogLevel.Warning,
                refused,
                "The service did not take the answer to a workflow task of {WorkflowId}, run {RunId}.",
                task.WorkflowExecution.WorkflowId,
                task.WorkflowExecution.RunId);
        }
        catch
        {
            _handler.Forget(outcome);
            throw;
        }
        finally
        {
            _handler.Release(outcome);
        }

        return null;
    }

    private async Task<PollWorkflowTaskQueueResponse?> CompleteAsync(
        PollWorkflowTaskQueueResponse task, WorkflowTaskOutcome.Completed completed)
    {
        var request = completed.Request;
        var reserved = ReserveEager(request);
        RespondWorkflowTaskCompletedResponse answer;
        try
        {
            answer = await _scope.Service.RespondWorkflowTaskCompletedAsync(request, _scope.Report)
                .ConfigureAwait(false);
        }
        catch (RpcException refused) when (PayloadLimitInvoker.IsTooLarge(refused))
        {
            Unreserve(reserved);
            await RefuseAsync(
                task,
                completed,
                WorkflowTaskFailedCause.GrpcMessageTooLarge,
                PayloadLimits.MessageTooLarge(refused.Message)).ConfigureAwait(false);
            return null;
        }
        catch
        {
            Unreserve(reserved);
            throw;
        }

        foreach (var activity in answer.ActivityTasks.Take(reserved.Count))
        {
            _activities!.Start(activity, reserved.Pop());
        }

        Unreserve(reserved);
        return answer.WorkflowTask;
    }

    private async Task RefuseAsync(
        PollWorkflowTaskQueueResponse task,
        WorkflowTaskOutcome.Completed completed,
        WorkflowTaskFailedCause cause,
        Failure failure)
    {
        // The run in memory is ahead of its history.
        _handler.Forget(completed);
        _logger.LogError(
            "The answer to a workflow task of {WorkflowId}, run {RunId}, is too large: {Reason}",
            task.WorkflowExecution.WorkflowId,
            task.WorkflowExecution.RunId,
            failure.Message);
        if (TellsOfFailure(task))
        {
            await _scope.Service.RespondWorkflowTaskFailedAsync(
                PayloadLimits.Failed(completed.Request, cause, failure), _scope.Report).ConfigureAwait(false);
        }
    }

    // The service hands a failed task out again at once. A second failure is left to the task's timeout, which grows
    // with each attempt: code that fails every time would keep worker and service busy otherwise.
    private static bool TellsOfFailure(PollWorkflowTaskQueueResponse task) => task.Attempt <= 1;

    /// <summary>
    /// Takes slots for activities that may come with the answer, and withdraws the wish for those without slot.
    /// </summary>
    private Stack<SlotPermit> ReserveEager(RespondWorkflowTaskCompletedRequest request)
    {
        var reserved = new Stack<SlotPermit>();
        foreach (var command in request.Commands)
        {
            if (command.ScheduleActivityTaskCommandAttributes is not { RequestEagerExecution: true } activity)
            {
                continue;
            }

            var permit = _activities != null
                && reserved.Count < _scope.Options.MaxEagerActivityReservationsPerWorkflowTask
                && activity.TaskQueue?.Name == _scope.TaskQueue ? _activities.TryReserve() : null;
            activity.RequestEagerExecution = permit != null;
            if (permit != null)
            {
                reserved.Push(permit);
            }
        }

        return reserved;
    }

    private void Unreserve(Stack<SlotPermit> reserved)
    {
        while (reserved.TryPop(out var permit))
        {
            _activities!.Unreserve(permit);
        }
    }

    private Task<GetWorkflowExecutionHistoryResponse> HistoryAsync(
        PollWorkflowTaskQueueResponse task, ByteString token, CancellationToken cancel) =>
        _scope.Service.GetWorkflowExecutionHistoryAsync(
            new()
            {
                Namespace = _scope.Namespace,
                Execution = task.WorkflowExecution,
                NextPageToken = token,
            },
            new() { Retry = true, CancellationToken = cancel });
}
