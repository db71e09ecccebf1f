using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;

namespace Temporalio.Service.History;

/// <summary>Makes the run that follows a closing one: by retry, cron schedule or continue-as-new.</summary>
internal static class NextRun
{
    /// <summary>Adds the next run, if any, to what the closing decision does.</summary>
    public static void Follow(Draft draft, Transition? next)
    {
        if (next is not null)
        {
            draft.Effect(new Effect.StartNextRun(next));
        }
    }

    /// <summary>Returns the id of the run that follows the one which the event closes; empty for none.</summary>
    public static string IdOf(HistoryEvent closing) => closing.EventType switch
    {
        EventType.WorkflowExecutionCompleted => closing.WorkflowExecutionCompletedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionFailed => closing.WorkflowExecutionFailedEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionTimedOut => closing.WorkflowExecutionTimedOutEventAttributes.NewExecutionRunId,
        EventType.WorkflowExecutionContinuedAsNew =>
            closing.WorkflowExecutionContinuedAsNewEventAttributes.NewExecutionRunId,
        _ => string.Empty,
    };

    /// <summary>
    /// Returns the run that a retry policy, or else a cron schedule, starts after a failure; null for none.
    /// </summary>
    /// <param name="state">The failing run.</param>
    /// <param name="at">The time of the failure.</param>
    /// <param name="failure">Why it failed.</param>
    /// <param name="retryState">What the closing event tells of retries.</param>
    public static Transition? AfterFailure(RunState state, in Moment at, Failure failure, out RetryState retryState)
    {
        var start = state.Start;
        var verdict = RetryDecision.After(
            start.RetryPolicy, start.Attempt, failure, at.Now, start.WorkflowExecutionExpirationTime?.Time());
        if (verdict is RetryVerdict.Again again)
        {
            retryState = RetryState.InProgress;
            return Begin(state, at, again.Delay, next =>
            {
                next.Initiator = ContinueAsNewInitiator.Retry;
                next.Attempt = start.Attempt + 1;
                next.ContinuedFailure = failure;
            });
        }

        retryState = ((RetryVerdict.GiveUp)verdict).State;
        return OnCron(state, at, result: null, failure);
    }

    /// <summary>
    /// Returns the next run of a cron schedule; null when there is none or the execution's time is over before.
    /// </summary>
    public static Transition? OnCron(RunState state, in Moment at, Payloads? result, Failure? failure)
    {
        if (state.Start.CronSchedule.Length == 0)
        {
            return null;
        }

        var backoff = Cron.CronSchedule.Parse(state.Start.CronSchedule).Backoff(state.ExecutionTime, at.Now);
        if (state.Start.WorkflowExecutionExpirationTime is { } expiration && at.Now + backoff > expiration.Time())
        {
            return null;
        }

        return Begin(state, at, backoff, next =>
        {
            next.Initiator = ContinueAsNewInitiator.CronSchedule;
            next.Attempt = 1;
            next.ContinuedFailure = failure;
            next.LastCompletionResult = result ?? state.Start.LastCompletionResult;
        });
    }

    /// <summary>Returns the run that a workflow goes on in.</summary>
    public static Transition ContinueAsNew(
        RunState state,
        in Moment at,
        WorkflowExecutionContinuedAsNewEventAttributes continued,
        ContinueAsNewWorkflowExecutionCommandAttributes asked) =>
        Begin(state, at, continued.BackoffStartInterval.Span(), continued.NewExecutionRunId, next =>
        {
            next.Initiator = continued.Initiator == ContinueAsNewInitiator.Unspecified
                ? ContinueAsNewInitiator.Workflow
                : continued.Initiator;
            next.Attempt = next.Initiator == ContinueAsNewInitiator.Retry ? state.Start.Attempt + 1 : 1;
            next.WorkflowType = continued.WorkflowType;
            next.TaskQueue = continued.TaskQueue;
            next.Input = continued.Input;
            next.WorkflowRunTimeout = continued.WorkflowRunTimeout;
            next.WorkflowTaskTimeout = continued.WorkflowTaskTimeout;
            next.Header = continued.Header;
            next.LastCompletionResult = continued.LastCompletionResult;
            next.ContinuedFailure = asked.Failure;
            next.CronSchedule = asked.CronSchedule;
            next.RetryPolicy = asked.RetryPolicy is null ? null : RetryDefaults.Fill(asked.RetryPolicy);
            next.Memo = continued.Memo;
            next.SearchAttributes = continued.SearchAttributes;
        });

    private static Transition Begin(
        RunState state, in Moment at, TimeSpan backoff, Action<WorkflowExecutionStartedEventAttributes> change) =>
        Begin(state, at, backoff, at.Ids.NewRunId(), change);

    private static Transition Begin(
        RunState state,
        in Moment at,
        TimeSpan backoff,
        string runId,
        Action<WorkflowExecutionStartedEventAttributes> change)
    {
        var next = state.Start.Clone();
        next.ContinuedExecutionRunId = state.Key.RunId;
        next.OriginalExecutionRunId = runId;
        next.FirstWorkflowTaskBackoff = backoff.Wire();
        next.ContinuedFailure = null;
        next.Identity = string.Empty;
        next.Memo = MemoOf(state);
        next.SearchAttributes = SearchAttributesOf(state);
        next.PrevAutoResetPoints = ResetPointsOf(state);
        change(next);
        return StartDecision.Begin(
            state.Key with { RunId = runId },
            new StartInput { Attributes = next, RequestId = at.Ids.NewRequestId() },
            at);
    }

    private static ResetPoints? ResetPointsOf(RunState state) =>
        state.ResetPoints.IsEmpty ? null : new ResetPoints { Points = { state.ResetPoints } };

    private static Memo? MemoOf(RunState state)
    {
        if (state.Memo.IsEmpty)
        {
            return null;
        }

        var memo = new Memo();
        memo.Fields.Add(state.Memo);
        return memo;
    }

    private static SearchAttributes? SearchAttributesOf(RunState state)
    {
        if (state.SearchAttributes.IsEmpty)
        {
            return null;
        }

        var attributes = new SearchAttributes();
        attributes.IndexedFields.Add(state.SearchAttributes);
        return attributes;
    }
}
