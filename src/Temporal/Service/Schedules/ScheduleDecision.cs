using System.Collections.Immutable;
using System.Globalization;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>
/// All that happens to a schedule: <c>(state, event, now) → (state, commands)</c>. Pure. Every event first deals with
/// the times that passed before it.
/// </summary>
internal static class ScheduleDecision
{
    private const int RecentKept = 10;
    private const int RequestsKept = 20;

    /// <summary>A new schedule begins.</summary>
    /// <param name="patch">What is done to it at once; null for nothing.</param>
    public static ScheduleStep Create(ScheduleState fresh, SchedulePatch? patch, in Moment at) =>
        Act(Apply(fresh, patch, at.Now), at);

    /// <summary>Time passed.</summary>
    public static ScheduleStep Wake(ScheduleState state, in Moment at) =>
        Act(ScheduleClock.Pass(state, at.Now), at);

    /// <summary>Somebody changes it: pause, unpause, trigger, backfill. A repeated request changes nothing.</summary>
    public static ScheduleStep Patch(ScheduleState state, SchedulePatch patch, string requestId, in Moment at)
    {
        if (IsRepeated(state, requestId)) return new ScheduleStep(state, []);
        state = ScheduleClock.Pass(Remember(state, requestId), at.Now);
        return Act(Apply(state, patch, at.Now), at);
    }

    /// <summary>Somebody replaces what it is. Nothing happens when the token says that he did not see it as it
    /// stands.</summary>
    /// <param name="token">The token that the caller saw; 0 for any.</param>
    public static ScheduleStep Update(
        ScheduleState state, ScheduleChange change, long token, string requestId, in Moment at)
    {
        if (IsRepeated(state, requestId)) return new ScheduleStep(state, []);
        state = ScheduleClock.Pass(Remember(state, requestId), at.Now);
        if (token != 0 && token != state.ConflictToken) return new ScheduleStep(state, []);
        // A time of the new spec may be over while its jitter still lets it come.
        var earliest = at.Now - change.Spec.Jitter.Span();
        return Act(
            change.Apply(state) with
            {
                UpdatedAt = at.Now,
                ConflictToken = state.ConflictToken + 1,
                Cursor = earliest > state.Cursor ? earliest : state.Cursor,
            },
            at);
    }

    /// <summary>A start came about.</summary>
    public static ScheduleStep Started(ScheduleState state, string requestId, string runId, in Moment at)
    {
        if (state.Starting.Find(one => one.RequestId == requestId) is not { } start) return new ScheduleStep(state, []);
        var execution = new WorkflowExecution { WorkflowId = start.WorkflowId, RunId = runId };
        var result = new ScheduleActionResult
        {
            ScheduleTime = start.Actual.Wire(),
            ActualTime = at.Now.Wire(),
            StartWorkflowResult = execution,
            StartWorkflowStatus = WorkflowExecutionStatus.Running,
        };
        var recent = state.Recent.Add(result);
        state = state with
        {
            Starting = state.Starting.Remove(start),
            ActionCount = state.ActionCount + 1,
            Recent = recent.Count > RecentKept ? recent.RemoveAt(0) : recent,
            Running = start.Alone ? state.Running.Add(new RunningAction(execution, EndAsked.Nothing)) : state.Running,
        };
        return Act(ScheduleClock.Pass(state, at.Now), at);
    }

    /// <summary>A start was refused: it is left out.</summary>
    public static ScheduleStep StartFailed(ScheduleState state, string requestId, in Moment at) => Act(
        ScheduleClock.Pass(
            state with { Starting = state.Starting.RemoveAll(one => one.RequestId == requestId) }, at.Now),
        at);

    /// <summary>A workflow that it started has ended, in its last run.</summary>
    public static ScheduleStep Closed(ScheduleState state, ActionEnd end, in Moment at)
    {
        state = ScheduleClock.Pass(state, at.Now);
        var recent = state.Recent.FindIndex(one => IsSame(one.StartWorkflowResult, end.Execution)
            && one.StartWorkflowStatus == WorkflowExecutionStatus.Running);
        if (recent >= 0)
        {
            var result = state.Recent[recent].Clone();
            result.StartWorkflowStatus = end.Status;
            state = state with { Recent = state.Recent.SetItem(recent, result) };
        }

        var running = state.Running.FindIndex(one => IsSame(one.Execution, end.Execution));
        if (running >= 0) state = AfterEnd(state with { Running = state.Running.RemoveAt(running) }, end);
        return Act(state, at);
    }

    private static ScheduleState AfterEnd(ScheduleState state, ActionEnd end)
    {
        if (end.Result is not null) state = state with { LastResult = end.Result, LastFailure = null };
        else if (end.Failure is not null) state = state with { LastFailure = end.Failure };
        var why = end.Status switch
        {
            WorkflowExecutionStatus.Failed =>
                $"paused due to workflow failure: {end.Execution.WorkflowId}: {end.Failure?.Message}",
            WorkflowExecutionStatus.TimedOut => $"paused due to workflow timeout: {end.Execution.WorkflowId}",
            _ => null,
        };
        return why is null || state.Paused || !state.Policies.PauseOnFailure
            ? state
            : state with { Paused = true, Notes = why, ConflictToken = state.ConflictToken + 1 };
    }

    private static ScheduleState Apply(ScheduleState state, SchedulePatch? patch, DateTimeOffset now)
    {
        if (patch is null) return state;
        if (patch.TriggerImmediately is { } trigger)
        {
            var time = trigger.ScheduledTime?.Time() ?? now;
            state = ScheduleClock.Add(state, new PlannedStart(time, time, trigger.OverlapPolicy, Manual: true));
        }

        foreach (var request in patch.BackfillRequest)
        {
            // The range holds its first time too, while times are looked for after one.
            var backfill = request.Clone();
            backfill.StartTime = (request.StartTime?.Time() ?? DateTimeOffset.UnixEpoch).AddMilliseconds(-1).Wire();
            state = state.Backfills.Count >= ScheduleClock.MostWaiting
                ? state with { BufferDropped = state.BufferDropped + 1 }
                : state with { Backfills = state.Backfills.Add(backfill) };
        }

        if (patch.Pause.Length > 0)
            state = state with { Paused = true, Notes = patch.Pause, ConflictToken = state.ConflictToken + 1 };
        return patch.Unpause.Length == 0
            ? state
            : state with { Paused = false, Notes = patch.Unpause, ConflictToken = state.ConflictToken + 1 };
    }

    private static ScheduleStep Act(ScheduleState state, in Moment at)
    {
        state = ScheduleClock.Backfill(state);
        if (state.StartWorkflow is null) return new ScheduleStep(state with { Buffer = [] }, []);
        var commands = new List<ScheduleCommand>();
        // Again while a pause or the limit drops what was to start: the next one may be allowed.
        while (state.Buffer.Count > 0)
        {
            var verdict = OverlapDecision.Decide(state.Buffer, state.IsBusy, state.Resolve);
            state = state with { Buffer = verdict.Kept, OverlapSkipped = state.OverlapSkipped + verdict.Skipped };
            var dropped = false;
            foreach (var start in verdict.Beside) state = Start(state, start, commands, at, ref dropped);
            if (verdict.Alone is { } one)
                state = Start(state, one with { Alone = true }, commands, at, ref dropped);
            if (verdict.Asked != EndAsked.Nothing) state = Ask(state, verdict.Asked, commands);
            if (!dropped) break;
        }

        return new ScheduleStep(state, commands);
    }

    private static ScheduleState Start(
        ScheduleState state,
        PlannedStart start,
        List<ScheduleCommand> commands,
        in Moment at,
        ref bool dropped)
    {
        if (!start.Manual && !state.ActsByItself)
        {
            dropped = true;
            return state;
        }

        if (!start.Manual && state.LimitedActions)
        {
            state = state with
            {
                RemainingActions = state.RemainingActions - 1, ConflictToken = state.ConflictToken + 1,
            };
        }

        var decided = start with
        {
            RequestId = at.Ids.NewRequestId(), WorkflowId = WorkflowId(state, start),
        };
        commands.Add(new ScheduleCommand.Start(decided));
        return state with { Starting = state.Starting.Add(decided) };
    }

    private static string WorkflowId(ScheduleState state, PlannedStart start)
    {
        var id = state.StartWorkflow!.WorkflowId;
        return state.Policies.KeepOriginalWorkflowId
            ? id
            : $"{id}-{start.Nominal.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}";
    }

    private static ScheduleState Ask(ScheduleState state, EndAsked asked, List<ScheduleCommand> commands)
    {
        var running = state.Running;
        foreach (var one in running.Where(one => one.Asked < asked))
        {
            commands.Add(asked == EndAsked.Cancel
                ? new ScheduleCommand.Cancel(one.Execution)
                : new ScheduleCommand.Terminate(one.Execution));
        }

        return state with
        {
            Running = [.. running.Select(one => one with { Asked = one.Asked > asked ? one.Asked : asked })],
        };
    }

    private static bool IsRepeated(ScheduleState state, string requestId) =>
        requestId.Length > 0 && state.RequestIds.Contains(requestId);

    private static ScheduleState Remember(ScheduleState state, string requestId)
    {
        if (requestId.Length == 0) return state;
        var known = state.RequestIds.Add(requestId);
        return state with { RequestIds = known.Count > RequestsKept ? known.RemoveAt(0) : known };
    }

    private static bool IsSame(WorkflowExecution one, WorkflowExecution other) =>
        one.WorkflowId == other.WorkflowId && one.RunId == other.RunId;
}
