using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Worker.Activities;
using Temporalio.Workflows.Tasks;

namespace Temporalio.Worker.Polling;

/// <summary>Polls for workflow tasks, has them handled, and sends the answers.</summary>
internal sealed class WorkflowWorker : IDisposable
{
    private readonly WorkerScope _scope;
    private readonly WorkflowTaskHandler _handler;
    private readonly ActivityWorker? _activities;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _slots;
    private readonly InFlight _inFlight = new();

    /// <param name="scope">What the parts of the worker share.</param>
    /// <param name="handler">Runs the workflows' code.</param>
    /// <param name="activities">Takes activities that come with an answer; null when the worker has none.</param>
    /// <param name="slots">Tasks at once.</param>
    public WorkflowWorker(WorkerScope scope, WorkflowTaskHandler handler, ActivityWorker? activities, int slots)
    {
        _scope = scope;
        _handler = handler;
        _activities = activities;
        _logger = scope.LoggerFactory.CreateLogger<TemporalWorker>();
        _slots = new(slots);
    }

    /// <summary>
    /// Starts polling until stopped: a part of the polls for any run, the rest for runs in this worker's memory.
    /// </summary>
    public IReadOnlyList<Task> StartPolls(int polls, CancellationToken stop, CancellationToken abort)
    {
        var sticky = _scope.StickyQueue == null
            ? 0
            : Math.Clamp(polls - (int)(polls * _scope.Options.NonStickyToStickyPollRatio), 1, Math.Max(1, polls - 1));
        return
        [
            .. Enumerable.Range(0, Math.Max(1, polls - sticky)).Select(_ => Loop(Request(null))),
            .. Enumerable.Range(0, sticky).Select(_ => Loop(Request(_scope.StickyQueue))),
        ];

        Task Loop(PollWorkflowTaskQueueRequest request) => new PollLoop<PollWorkflowTaskQueueResponse>(
            "workflow tasks",
            _slots,
            cancel => _scope.Service.PollWorkflowTaskQueueAsync(request, new() { CancellationToken = cancel }),
            static task => task.TaskToken.IsEmpty,
            Start,
            _logger,
            _scope.Time).RunAsync(stop, abort);
    }

    /// <summary>Waits for all tasks. Called once, when no task can come any more.</summary>
    public Task DrainAsync() => _inFlight.DrainAsync();

    public void Dispose()
    {
        _handler.Dispose();
        _slots.Dispose();
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
    private void Start(PollWorkflowTaskQueueResponse task)
    {
        _inFlight.Enter();
        _ = RunAsync(task);
    }

    private async Task RunAsync(PollWorkflowTaskQueueResponse first)
    {
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
            _slots.Release();
            _inFlight.Leave();
        }
    }

    /// <summary>Handles a task, and returns the one that came with the service's answer, if any.</summary>
    private async Task<PollWorkflowTaskQueueResponse?> HandleAsync(PollWorkflowTaskQueueResponse task)
    {
        var outcome = await _handler.HandleAsync(task, (token, cancel) => HistoryAsync(task, token, cancel), default)
            .ConfigureAwait(false);
        try
        {
            switch (outcome)
            {
                case WorkflowTaskOutcome.Completed completed
                    when _scope.PayloadLimits.Check(completed.Request) is { } tooLarge:
                    await RefuseAsync(
                        task, completed.Request, WorkflowTaskFailedCause.PayloadsTooLarge, tooLarge).ConfigureAwait(false);
                    break;
                case WorkflowTaskOutcome.Completed completed:
                    return await CompleteAsync(task, completed.Request).ConfigureAwait(false);
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
            _handler.Forget(task.WorkflowExecution.RunId);
            _logger.Log(
                refused.Code == RpcException.StatusCode.NotFound ? LogLevel.Debug : LogLevel.Warning,
                refused,
                "The service did not take the answer to a workflow task of {WorkflowId}, run {RunId}.",
                task.WorkflowExecution.WorkflowId,
                task.WorkflowExecution.RunId);
        }

        return null;
    }

    private async Task<PollWorkflowTaskQueueResponse?> CompleteAsync(
        PollWorkflowTaskQueueResponse task, RespondWorkflowTaskCompletedRequest request)
    {
        var reserved = ReserveEager(request);
        RespondWorkflowTaskCompletedResponse answer;
        try
        {
            answer = await _scope.Service.RespondWorkflowTaskCompletedAsync(request, _scope.Report)
                .ConfigureAwait(false);
        }
        catch (RpcException refused) when (PayloadLimitInvoker.IsTooLarge(refused))
        {
            _activities?.Unreserve(reserved);
            await RefuseAsync(
                task,
                request,
                WorkflowTaskFailedCause.GrpcMessageTooLarge,
                PayloadLimits.MessageTooLarge(refused.Message)).ConfigureAwait(false);
            return null;
        }
        catch
        {
            _activities?.Unreserve(reserved);
            throw;
        }

        foreach (var activity in answer.ActivityTasks.Take(reserved))
        {
            _activities!.Start(activity);
            reserved--;
        }

        _activities?.Unreserve(reserved);
        return answer.WorkflowTask;
    }

    private async Task RefuseAsync(
        PollWorkflowTaskQueueResponse task,
        RespondWorkflowTaskCompletedRequest request,
        WorkflowTaskFailedCause cause,
        Failure failure)
    {
        // The run in memory is ahead of its history.
        _handler.Forget(task.WorkflowExecution.RunId);
        _logger.LogError(
            "The answer to a workflow task of {WorkflowId}, run {RunId}, is too large: {Reason}",
            task.WorkflowExecution.WorkflowId,
            task.WorkflowExecution.RunId,
            failure.Message);
        if (TellsOfFailure(task))
        {
            await _scope.Service.RespondWorkflowTaskFailedAsync(
                PayloadLimits.Failed(request, cause, failure), _scope.Report).ConfigureAwait(false);
        }
    }

    // The service hands a failed task out again at once. A second failure is left to the task's timeout, which grows
    // with each attempt: code that fails every time would keep worker and service busy otherwise.
    private static bool TellsOfFailure(PollWorkflowTaskQueueResponse task) => task.Attempt <= 1;

    /// <summary>
    /// Takes slots for activities that may come with the answer, and withdraws the wish for those without slot.
    /// </summary>
    private int ReserveEager(RespondWorkflowTaskCompletedRequest request)
    {
        var reserved = 0;
        foreach (var command in request.Commands)
        {
            if (command.ScheduleActivityTaskCommandAttributes is not { RequestEagerExecution: true } activity)
            {
                continue;
            }

            var may = _activities != null
                && reserved < _scope.Options.MaxEagerActivityReservationsPerWorkflowTask
                && activity.TaskQueue?.Name == _scope.TaskQueue
                && _activities.TryReserve();
            activity.RequestEagerExecution = may;
            reserved += may ? 1 : 0;
        }

        return reserved;
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
