using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Workflows;

namespace Temporalio.Core;

/// <summary>A local activity: run in the worker, recorded as a marker when it has ended.</summary>
internal sealed class LocalActivityMachine(uint seq, LocalActivityRequest request) : CommandMachine
{
    private bool _done;

    public uint Seq => seq;

    public LocalActivityRequest Request => request;

    /// <summary>Asks to cancel; with TryCancel and Abandon the workflow goes on at once.</summary>
    public void Cancel(RunState run)
    {
        if (_done)
            return;
        run.CancelLocal(seq);
        if (request.CancellationType == ActivityCancellationType.WaitCancellationCompleted)
            return;
        var canceled = new Failure { Message = "Activity cancelled", CanceledFailureInfo = new() };
        Resolve(run,
            new(new Resolution.Failed(canceled), request.Attempt, run.Time, request.OriginalScheduleTime ?? run.Time));
    }

    /// <summary>Records the outcome and tells the workflow.</summary>
    public void Resolve(RunState run, LocalActivityOutcome outcome)
    {
        if (_done)
            return;
        _done = true;
        run.LocalActivities.Remove(seq);
        run.Send(new(new LocalActivityMarker(seq, request.ActivityId, request.ActivityType, outcome)
            .ToCommand(request.Summary), this));
        run.Tell(new ActivationJob.ResolveActivity(seq, outcome.Result is Resolution.Failed { Failure: var cause }
            ? new Resolution.Failed(Wrap(cause))
            : outcome.Result));
    }

    public override void OnRecorded(PendingCommand command, HistoryEvent historyEvent, RunState run)
    {
        // Nothing follows a marker.
    }

    public override void OnEvent(HistoryEvent historyEvent, RunState run) =>
        throw new InvalidOperationException($"Event {historyEvent.EventId} cannot refer to a marker.");

    private Failure Wrap(Failure cause) => cause.ActivityFailureInfo != null ? cause : new Failure
    {
        Message = cause.CanceledFailureInfo != null ? "Activity cancelled" : "Activity task failed",
        Cause = cause,
        ActivityFailureInfo = new()
        {
            ActivityId = request.ActivityId,
            ActivityType = new() { Name = request.ActivityType },
            RetryState = cause.CanceledFailureInfo != null ? RetryState.CancelRequested
                : cause.TimeoutFailureInfo != null ? RetryState.Timeout
                : cause.ApplicationFailureInfo is { NonRetryable: true } ? RetryState.NonRetryableFailure
                : RetryState.MaximumAttemptsReached,
        },
    };
}
