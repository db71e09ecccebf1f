using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Engine;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>Carries out what decisions on schedules want done to workflows, and tells schedules how those
/// end.</summary>
internal sealed class ScheduleActions(ScheduleEngine schedules, RunEngine runs, ILogger log)
{
    private readonly ConcurrentDictionary<(string Namespace, string WorkflowId), ScheduleEntry> _watched = new();

    /// <summary>Carries out a command on the pool: the writer's thread must not wait.</summary>
    public void Run(ScheduleEntry entry, ScheduleCommand command) =>
        ThreadPool.UnsafeQueueUserWorkItem(_ => RunNow(entry, command), null);

    /// <summary>Makes up for what the stop of the service interrupted.</summary>
    public void TakeUp(ScheduleEntry entry)
    {
        foreach (var start in entry.State.Starting) Run(entry, new ScheduleCommand.Start(start));
        foreach (var running in entry.State.Running)
        {
            if (running.Asked == EndAsked.Cancel) Run(entry, new ScheduleCommand.Cancel(running.Execution));
            if (running.Asked == EndAsked.Terminate) Run(entry, new ScheduleCommand.Terminate(running.Execution));
        }

        foreach (var recent in entry.State.Recent.Where(
            one => one.StartWorkflowStatus == WorkflowExecutionStatus.Running))
            Watch(entry, recent.StartWorkflowResult);
        foreach (var running in entry.State.Running) Watch(entry, running.Execution);
    }

    /// <summary>Drops a deleted schedule.</summary>
    public void Forget(ScheduleEntry entry)
    {
        foreach (var watched in _watched.Where(one => ReferenceEquals(one.Value, entry))) _watched.TryRemove(watched);
    }

    /// <summary>Called for every run whose end is on disk.</summary>
    public void OnClosed(RunEntry run)
    {
        if (_watched.IsEmpty || !_watched.TryGetValue((run.Key.Namespace, run.Key.WorkflowId), out var entry)) return;
        var state = run.Durable;
        if (state.CloseEvent is not { } closing || Closing.NextRunId(closing).Length > 0) return;
        _watched.TryRemove((run.Key.Namespace, run.Key.WorkflowId), out _);
        var execution = new WorkflowExecution
        {
            WorkflowId = run.Key.WorkflowId, RunId = state.Start.FirstExecutionRunId,
        };
        var end = ActionEnd.Of(execution, state.Status, closing);
        ThreadPool.UnsafeQueueUserWorkItem(_ => Tell(entry, end), null);
    }

    private async void RunNow(ScheduleEntry entry, ScheduleCommand command)
    {
        try
        {
            await (command switch
            {
                ScheduleCommand.Start start => StartAsync(entry, start.Planned),
                ScheduleCommand.Cancel cancel => ReachAsync(entry, cancel.Execution, (state, at) =>
                    CancelDecision.Request(state, CancelInput.From(CancelRequest(entry, cancel.Execution)), at)),
                ScheduleCommand.Terminate terminate => ReachAsync(entry, terminate.Execution, (state, at) =>
                    TerminateDecision.Terminate(
                        state,
                        new TerminateInput("terminated by schedule overlap policy", null, Identity(entry)),
                        at)),
                _ => throw new ArgumentOutOfRangeException(nameof(command), command, "not a command"),
            }).ConfigureAwait(false);
        }
        catch (ServiceException stopped) when (stopped.Status == GrpcStatus.Unavailable)
        {
            log.LogDebug(stopped, "The service stops; schedule {ScheduleId} goes on at its next start", entry.Key.Id);
        }
        catch (Exception fault)
        {
            log.LogError(fault, "{Command} of schedule {ScheduleId} failed", command.GetType().Name, entry.Key.Id);
        }
    }

    private async Task StartAsync(ScheduleEntry entry, PlannedStart start)
    {
        string runId;
        try
        {
            runId = await StartWorkflowAsync(entry, start).ConfigureAwait(false);
        }
        catch (ServiceException refusal) when (refusal.Status != GrpcStatus.Unavailable)
        {
            log.LogWarning(
                "Schedule {ScheduleId} could not start workflow {WorkflowId}: {Reason}",
                entry.Key.Id, start.WorkflowId, refusal.Message);
            await schedules.ChangeAsync(
                entry, (state, at) => ScheduleDecision.StartFailed(state, start.RequestId, at)).ConfigureAwait(false);
            return;
        }

        await schedules.ChangeAsync(
            entry, (state, at) => ScheduleDecision.Started(state, start.RequestId, runId, at)).ConfigureAwait(false);
        Watch(entry, new WorkflowExecution { WorkflowId = start.WorkflowId, RunId = runId });
    }

    private async Task<string> StartWorkflowAsync(ScheduleEntry entry, PlannedStart start)
    {
        var (state, space) = (entry.State, runs.FindNamespace(entry.Key.Namespace));
        if (space is null || state.StartWorkflow is not { } action)
            throw ServiceException.NotFound("the schedule's namespace or action is gone");
        var request = ScheduledStart.Request(state, action, start, Identity(entry));
        var started = await RunStarter.StartAsync(
            runs, space, StartRequests.From(request), request.WorkflowIdReusePolicy, WorkflowIdConflictPolicy.Fail)
            .ConfigureAwait(false);
        return started.Run.State.Start.FirstExecutionRunId;
    }

    private async Task ReachAsync(
        ScheduleEntry entry, WorkflowExecution execution, Func<RunState, Moment, Transition> decide)
    {
        if (runs.FindNamespace(entry.Key.Namespace) is not { } space
            || runs.Runs.Newest(space, execution.WorkflowId) is not { } run
            || run.State.Start.FirstExecutionRunId != execution.RunId)
            return;
        await runs.ChangeAsync(run, (state, at) => state.IsRunning ? decide(state, at) : Transition.None(state))
            .ConfigureAwait(false);
    }

    /// <summary>Sees to it that the schedule hears of the workflow's end, also when it has ended already.</summary>
    private void Watch(ScheduleEntry entry, WorkflowExecution execution)
    {
        _watched[(entry.Key.Namespace, execution.WorkflowId)] = entry;
        if (runs.FindNamespace(entry.Key.Namespace) is not { } space) return;
        if (runs.Runs.Newest(space, execution.WorkflowId) is { } run)
        {
            if (!run.Durable.IsRunning) OnClosed(run);
            return;
        }

        // It was deleted: nobody knows how it ended.
        Tell(entry, new ActionEnd(execution, WorkflowExecutionStatus.Terminated, null, null));
    }

    private async void Tell(ScheduleEntry entry, ActionEnd end)
    {
        try
        {
            await schedules.ChangeAsync(entry, (state, at) => ScheduleDecision.Closed(state, end, at))
                .ConfigureAwait(false);
        }
        catch (ServiceException stopped)
        {
            log.LogDebug(stopped, "The service stops; schedule {ScheduleId} looks at its next start", entry.Key.Id);
        }
    }

    private static RequestCancelWorkflowExecutionRequest CancelRequest(
        ScheduleEntry entry, WorkflowExecution execution) => new()
        {
            WorkflowExecution = execution,
            Identity = Identity(entry),
            RequestId = $"{entry.Key.Id}-cancel-{execution.RunId}",
            Reason = "cancelled by schedule overlap policy",
        };

    private static string Identity(ScheduleEntry entry) =>
        $"temporal-scheduler-{entry.Key.Namespace}-{entry.Key.Id}";
}
