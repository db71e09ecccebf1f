using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Starts runs.</summary>
internal static class StartDecision
{
    private static readonly TimeSpan DefaultTaskTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestTaskTimeout = TimeSpan.FromSeconds(120);

    /// <summary>Returns the first transition of a new run, the first of its chain.</summary>
    /// <param name="key">The name of the run, with a fresh run id.</param>
    /// <param name="input">What to start; whether it may start at all was decided before.</param>
    /// <param name="at">The time of the start.</param>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: the cron schedule cannot be read.</exception>
    public static Transition Start(RunKey key, StartInput input, in Moment at)
    {
        var start = input.Attributes;
        start.OriginalExecutionRunId = key.RunId;
        start.FirstExecutionRunId = key.RunId;
        start.Attempt = 1;
        if (start.RetryPolicy is not null)
        {
            start.RetryPolicy = RetryDefaults.Fill(start.RetryPolicy);
        }

        SetTimeouts(start);
        var backoff = input.StartDelay;
        if (start.CronSchedule.Length > 0)
        {
            start.Initiator = ContinueAsNewInitiator.CronSchedule;
            backoff = Cron.CronSchedule.Parse(start.CronSchedule).Backoff(at.Now, at.Now);
        }

        start.FirstWorkflowTaskBackoff = backoff.Wire();
        if (start.WorkflowExecutionTimeout.IsSet())
        {
            start.WorkflowExecutionExpirationTime = Expiration(at.Now + backoff, start.WorkflowExecutionTimeout.Span());
        }

        return Begin(key, input, at);
    }

    /// <summary>Returns the first transition of a run whose Started attributes are complete.</summary>
    public static Transition Begin(RunKey key, StartInput input, in Moment at)
    {
        var draft = Draft.Begin(key, input, at);
        if (input.RequestId.Length > 0)
        {
            draft.State = draft.State with { StartRequestId = input.RequestId };
            draft.Fact(FactKey.Start, new FactBody.Text(input.RequestId));
        }

        if (input.Signal is { } signal)
        {
            draft.Occur(signal.ToEvent());
        }

        TaskScheduling.Ensure(draft);
        return draft.Finish();
    }

    /// <summary>Fills and bounds the timeouts: a run within its execution, a task within its run.</summary>
    public static void SetTimeouts(WorkflowExecutionStartedEventAttributes start)
    {
        var run = RunTimeout(start.WorkflowRunTimeout, start.WorkflowExecutionTimeout);
        if (run != start.WorkflowRunTimeout.Span())
        {
            start.WorkflowRunTimeout = run.Wire();
        }

        start.WorkflowTaskTimeout = TaskTimeout(start.WorkflowTaskTimeout, run).Wire();
    }

    /// <summary>Returns the run timeout, filled from and bounded by the execution timeout; zero for none.</summary>
    public static TimeSpan RunTimeout(Duration? run, Duration? execution)
    {
        if (!run.IsSet())
        {
            return execution.Span();
        }

        return execution.IsSet() && execution.Span() < run.Span() ? execution.Span() : run.Span();
    }

    /// <summary>Returns the workflow task timeout: 10 s unless given, at most 120 s, at most the run timeout.</summary>
    public static TimeSpan TaskTimeout(Duration? task, TimeSpan run)
    {
        var timeout = task.IsSet() ? task.Span() : DefaultTaskTimeout;
        timeout = timeout > LongestTaskTimeout ? LongestTaskTimeout : timeout;
        return run > TimeSpan.Zero && run < timeout ? run : timeout;
    }

    /// <summary>Returns the end of an execution, on the next full millisecond, so that it is never early.</summary>
    private static Timestamp Expiration(DateTimeOffset start, TimeSpan timeout)
    {
        var end = start + timeout;
        var beyond = end.UtcTicks % TimeSpan.TicksPerMillisecond;
        return (beyond == 0 ? end : end.AddTicks(TimeSpan.TicksPerMillisecond - beyond)).Wire();
    }
}
