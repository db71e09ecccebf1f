using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Core;
using Temporalio.Exceptions;

namespace Temporalio.Workflows.Tasks;

/// <summary>The workflow side of a worker: takes polled workflow tasks, gives their answers, keeps runs in memory
/// between them.</summary>
internal sealed class WorkflowTaskHandler : IDisposable
{
    private readonly WorkflowTaskHandlerOptions _options;
    private readonly WorkflowRunFactory _factory;
    private readonly DeadlockWatch? _watch;
    private readonly SchedulerGuard? _guard;
    private readonly SchedulerTrials? _trials;
    private readonly RunCache _cache;
    private readonly ILogger _logger;
    private readonly WorkflowTaskAnswers _answers;

    /// <exception cref="ArgumentException">A workflow cannot be created, or two have the same name.</exception>
    public WorkflowTaskHandler(WorkflowTaskHandlerOptions options)
    {
        _options = options;
        _watch = options.DebugMode ? null : new(options.Time);
        _guard = options.DebugMode && !options.DisableSchedulerGuard ? new() : null;
        _trials = options.DebugMode || options.DisableSchedulerGuard ? null : new();
        _factory = new(options, _watch, _trials);
        _cache = new(options.MaxCachedWorkflows);
        _logger = options.LoggerFactory.CreateLogger<WorkflowTaskHandler>();
        _answers = new(options);
    }

    /// <summary>How many runs are in memory.</summary>
    public int CachedRuns => _cache.Count;

    /// <summary>Handles a task. Workflow code runs on a thread of the pool; a deadlock there ends the task, not the
    /// caller. The run takes no other task until <see cref="Release"/>.</summary>
    /// <param name="task">The polled task. It is not changed.</param>
    /// <param name="morePages">Returns the next page of the history; an empty token asks for the first one, from event
    /// 1.</param>
    /// <param name="cancel">Ends waiting for pages and local activities.</param>
    public Task<WorkflowTaskOutcome> HandleAsync(
        PollWorkflowTaskQueueResponse task,
        Func<ByteString, CancellationToken, Task<GetWorkflowExecutionHistoryResponse>> morePages,
        CancellationToken cancel)
    {
        var answer = new TaskCompletionSource<WorkflowTaskOutcome>();
        ThreadPool.UnsafeQueueUserWorkItem(
            state => _ = RunAsync(task, morePages, state, cancel), answer, preferLocal: false);
        return answer.Task;
    }

    /// <summary>Drops the run of an answer that the service did not take: it is ahead of its history.</summary>
    public void Forget(WorkflowTaskOutcome answer)
    {
        if (answer.Run is { } run)
            _cache.Remove(run);
    }

    /// <summary>Lets the run of an answer take its next task. Called once for each answer, when it is known whether the
    /// service took it: until then nobody knows what the run's history is.</summary>
    public void Release(WorkflowTaskOutcome answer)
    {
        if (answer.Run is not { } run)
            return;
        run.Gate.Release();
        _cache.Trim();
    }

    public void Dispose()
    {
        _watch?.Dispose();
        _guard?.Dispose();
        _trials?.Dispose();
    }

    private async Task RunAsync(
        PollWorkflowTaskQueueResponse task,
        Func<ByteString, CancellationToken, Task<GetWorkflowExecutionHistoryResponse>> morePages,
        TaskCompletionSource<WorkflowTaskOutcome> answer,
        CancellationToken cancel)
    {
        var runId = task.WorkflowExecution.RunId;
        WorkflowRun run;
        while (true)
        {
            run = _cache.GetOrAdd(runId, () => NewRun(task));
            try
            {
                await run.Gate.WaitAsync(cancel).ConfigureAwait(false);
            }
            catch (OperationCanceledException e)
            {
                answer.TrySetCanceled(e.CancellationToken);
                return;
            }
            // While this task waited, the run may have been dropped: then its state is not to be trusted.
            if (_cache.Find(runId) == run)
                break;
            run.Gate.Release();
        }
        WorkflowTaskOutcome? outcome = null;
        try
        {
            run = await FeedAsync(run, task, morePages, cancel).ConfigureAwait(false);
            outcome =
                await AnswerAsync(run, task, failure => Deadlock(run, task, failure, answer), cancel).ConfigureAwait(false);
            if (run.State.Closed)
                _cache.Remove(run);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _cache.Remove(run);
        }
        catch (Exception failure)
        {
            _cache.Remove(run);
            Log(task, failure);
            outcome = await FailedAsync(run, task, failure).ConfigureAwait(false);
        }
        // The caller goes on on this thread, and says when the run is free for its next task.
        if (outcome != null)
        {
            answer.TrySetResult(outcome with { Run = run });
        }
        else
        {
            run.Gate.Release();
            _cache.Trim();
            answer.TrySetCanceled(cancel);
        }
    }

    private void Deadlock(
        WorkflowRun run,
        PollWorkflowTaskQueueResponse task,
        Exception failure,
        TaskCompletionSource<WorkflowTaskOutcome> answer)
    {
        // The thread stays in the workflow's code; nothing it still does is used. Tasks that wait for the run get a new one.
        _cache.Remove(run);
        Log(task, failure);
        if (answer.TrySetResult(_answers.Failed(task, failure)))
            run.Gate.Release();
    }

    private async Task<WorkflowTaskOutcome> FailedAsync(
        WorkflowRun run, PollWorkflowTaskQueueResponse task, Exception failure)
    {
        try
        {
            return task.Query == null && failure is WorkflowNondeterminismException
                && run.Instance?.FailsWorkflow(failure) == true
                ? await _answers.FailedWorkflowAsync(task, run, failure).ConfigureAwait(false)
                : await _answers.FailedAsync(task, run, failure).ConfigureAwait(false);
        }
        catch (Exception broken)
        {
            // The failure's own text may be what the codec was to hide.
            return _answers.Failed(task, new InvalidOperationException(
                $"The failure of the workflow task could not be encoded: {broken.Message}"));
        }
    }

    private void Log(PollWorkflowTaskQueueResponse task, Exception failure) => _logger.LogWarning(
        failure,
        "Workflow task failed: workflow {WorkflowType} {WorkflowId}, run {RunId}, attempt {Attempt}",
        task.WorkflowType?.Name,
        task.WorkflowExecution.WorkflowId,
        task.WorkflowExecution.RunId,
        task.Attempt);

    private WorkflowRun NewRun(PollWorkflowTaskQueueResponse task) => new(
        _factory, task.WorkflowExecution.WorkflowId, task.WorkflowExecution.RunId, task.WorkflowType?.Name
            ?? string.Empty);

    /// <summary>Gives the run the part of history that it does not have; starts over when the parts do not
    /// fit.</summary>
    private async Task<WorkflowRun> FeedAsync(
        WorkflowRun run,
        PollWorkflowTaskQueueResponse task,
        Func<ByteString, CancellationToken, Task<GetWorkflowExecutionHistoryResponse>> morePages,
        CancellationToken cancel)
    {
        IList<HistoryEvent> events = task.History?.Events ?? (IList<HistoryEvent>)[];
        if (!task.NextPageToken.IsEmpty)
            events = await ReadAsync(events, task.NextPageToken, morePages, cancel).ConfigureAwait(false);

        var known = run.State.LastEventId;
        var first = events.Count == 0 ? 0 : events[0].EventId;
        var startsOver = first == 1 && known > 0;
        // A partial history may overlap with what is known: lost tasks in between are sent again.
        var fits = first == 0 ? known > 0 : first <= known + 1;
        if (fits && task.Query == null && first > 1 && first <= known
            && task.PreviousStartedEventId < run.State.StartedEventId)
            fits = run.State.TryForgetLastTask();
        if (startsOver || !fits)
        {
            if (known > 0)
                run = Restart(run, task);
            if (first != 1)
            {
                var whole = await ReadAsync([], ByteString.Empty, morePages, cancel).ConfigureAwait(false);
                run.State.Feed(UpTo(whole, task), null);
            }
        }
        run.State.Feed(events, task.Messages);
        return run;
    }

    private WorkflowRun Restart(WorkflowRun run, PollWorkflowTaskQueueResponse task)
    {
        var next = NewRun(task);
        next.Gate.Wait(CancellationToken.None);
        _cache.Replace(next);
        run.Gate.Release();
        return next;
    }

    // The history read now may be longer than what this task is about.
    private static IEnumerable<HistoryEvent> UpTo(IList<HistoryEvent> events, PollWorkflowTaskQueueResponse task)
    {
        foreach (var historyEvent in events)
        {
            if (task.Query == null && task.StartedEventId > 0 && historyEvent.EventId > task.StartedEventId)
                yield break;
            yield return historyEvent;
        }
    }

    private static async Task<IList<HistoryEvent>> ReadAsync(
        IList<HistoryEvent> first,
        ByteString token,
        Func<ByteString, CancellationToken, Task<GetWorkflowExecutionHistoryResponse>> morePages,
        CancellationToken cancel)
    {
        var all = new List<HistoryEvent>(first);
        do
        {
            var page = await morePages(token, cancel).ConfigureAwait(false);
            if (page.History != null)
                all.AddRange(page.History.Events);
            token = page.NextPageToken;
        }
        while (!token.IsEmpty);
        return all;
    }

    private async Task<WorkflowTaskOutcome> AnswerAsync(
        WorkflowRun run, PollWorkflowTaskQueueResponse task, Action<Exception> onDeadlock, CancellationToken cancel)
    {
        await run.AdvanceAsync(onDeadlock).ConfigureAwait(false);
        if (task.Query != null)
            return await _answers.QueryAsync(task, run, onDeadlock).ConfigureAwait(false);

        var locals = await RunLocalsAsync(run, onDeadlock, cancel).ConfigureAwait(false);
        if (locals == LocalsLeft.ToOtherWorkers)
            _cache.Remove(run);
        return await _answers.CompletedAsync(task, run, locals, onDeadlock).ConfigureAwait(false);
    }

    /// <summary>Runs local activities until none is left, or they take longer than the task may.</summary>
    private async Task<LocalsLeft> RunLocalsAsync(
        WorkflowRun run, Action<Exception> onDeadlock, CancellationToken cancel)
    {
        var left = LocalsLeft.None;
        StartLocals(run);
        if (run.Locals.Count == 0)
            return left;
        using var deadline = new CancellationTokenSource(run.TaskTimeout * 0.8, _options.Time);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        while (run.Locals.Count > 0 && !run.State.Closed)
        {
            if (await run.Locals.NextAsync(until.Token).ConfigureAwait(false) is not var (seq, outcome))
            {
                cancel.ThrowIfCancellationRequested();
                return left == LocalsLeft.None ? LocalsLeft.Running : left;
            }
            if (outcome.Result is Resolution.Unfinished)
            {
                left = LocalsLeft.ToOtherWorkers;
                continue;
            }
            await run.ResolveLocalAsync(seq, outcome).ConfigureAwait(false);
            await run.AdvanceAsync(onDeadlock).ConfigureAwait(false);
            StartLocals(run);
        }
        run.Locals.CancelAll();
        return run.State.Closed ? LocalsLeft.None : left;
    }

    private void StartLocals(WorkflowRun run)
    {
        foreach (var seq in run.State.TakeLocalsToCancel())
            run.Locals.Cancel(seq);
        var locals = run.State.TakeLocalsToStart();
        if (run.State.Closed)
            return;
        foreach (var machine in locals)
            _options.CheckLocalActivity?.Invoke(machine.Request.ActivityType);
        foreach (var machine in locals)
        {
            var runner = _options.RunLocalActivity ?? throw new InvalidOperationException(
                $"Workflow {run.WorkflowId} runs local activity '{machine.Request.ActivityType}', but this worker "
                    + $"has no activities.");
            var info = run.Instance!.Info;
            var task = new LocalActivityTask(
                machine.Request, info.Namespace, run.WorkflowId, run.RunId, info.WorkflowType, info.TaskQueue,
                machine.Request.OriginalScheduleTime ?? _options.Time.GetUtcNow().UtcDateTime);
            run.Locals.Start(machine.Seq, cancel => runner(task, cancel));
        }
    }
}
