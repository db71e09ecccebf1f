using System.Collections.Immutable;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>A schedule as it stands. Immutable; so are the messages in it.</summary>
internal sealed record ScheduleState
{
    /// <summary>Namespace and id.</summary>
    public required ScheduleKey Key { get; init; }

    /// <summary>The request that made it, by which a repetition is known.</summary>
    public required string CreateRequestId { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When, in canonical form.</summary>
    public required ScheduleSpec Spec { get; init; }

    /// <summary>The times of <see cref="Spec"/>; not stored.</summary>
    public required SpecTimes Times { get; init; }

    /// <summary>What it starts; may be empty.</summary>
    public required ScheduleAction Action { get; init; }

    /// <summary>Its policies, defaults filled in.</summary>
    public required SchedulePolicies Policies { get; init; }

    /// <summary>All times up to this one are dealt with.</summary>
    public required DateTimeOffset Cursor { get; init; }

    /// <summary>When it was last updated; times before are not made up for.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>A note for people.</summary>
    public string Notes { get; init; } = "";

    /// <summary>Whether it takes no action by itself.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether <see cref="RemainingActions"/> counts.</summary>
    public bool LimitedActions { get; init; }

    /// <summary>How many actions are left.</summary>
    public long RemainingActions { get; init; }

    /// <summary>Grows with every change that an update might overwrite.</summary>
    public long ConflictToken { get; init; } = 1;

    /// <summary>How many workflows it started.</summary>
    public long ActionCount { get; init; }

    /// <summary>How many times passed unseen for longer than the catch-up window.</summary>
    public long MissedCatchup { get; init; }

    /// <summary>How many actions were left out because another ran.</summary>
    public long OverlapSkipped { get; init; }

    /// <summary>How many actions were dropped because too many waited.</summary>
    public long BufferDropped { get; init; }

    /// <summary>The last actions, oldest first.</summary>
    public ImmutableList<ScheduleActionResult> Recent { get; init; } = [];

    /// <summary>Its running workflows, those aside whose policy allows all.</summary>
    public ImmutableList<RunningAction> Running { get; init; } = [];

    /// <summary>Actions that wait for a running one to end.</summary>
    public ImmutableList<PlannedStart> Buffer { get; init; } = [];

    /// <summary>Starts that were decided and whose outcome is not known yet.</summary>
    public ImmutableList<PlannedStart> Starting { get; init; } = [];

    /// <summary>What is left of backfills.</summary>
    public ImmutableList<BackfillRequest> Backfills { get; init; } = [];

    /// <summary>The result of the last workflow that had one.</summary>
    public Payloads? LastResult { get; init; }

    /// <summary>How the last workflow failed; null when it did not.</summary>
    public Failure? LastFailure { get; init; }

    /// <summary>The memo; null for none.</summary>
    public Memo? Memo { get; init; }

    /// <summary>The custom search attributes; null for none.</summary>
    public SearchAttributes? SearchAttributes { get; init; }

    /// <summary>The last requests that changed it, by which repetitions are known.</summary>
    public ImmutableList<string> RequestIds { get; init; } = [];

    /// <summary>The workflow to start; null for none.</summary>
    public NewWorkflowExecutionInfo? StartWorkflow => Action.StartWorkflow;

    /// <summary>How late an action may come.</summary>
    public TimeSpan CatchupWindow => Policies.CatchupWindow.Span();

    /// <summary>Whether an action beside which no other may run runs, or is about to.</summary>
    public bool IsBusy => Running.Count > 0 || Starting.Exists(start => start.Alone);

    /// <summary>Whether the schedule takes actions by itself.</summary>
    public bool ActsByItself => !Paused && (!LimitedActions || RemainingActions > 0);

    /// <summary>Returns the policy, the schedule's own for an unspecified one.</summary>
    public ScheduleOverlapPolicy Resolve(ScheduleOverlapPolicy policy) =>
        policy == ScheduleOverlapPolicy.Unspecified ? Policies.OverlapPolicy : policy;

    /// <summary>Returns the next times at which it acts by itself, or would if it were not paused.</summary>
    public IEnumerable<DateTimeOffset> FutureTimes(DateTimeOffset now)
    {
        // While it does not act, no event moves the cursor.
        var from = ActsByItself || now < Cursor ? Cursor : now;
        for (var next = Times.Next(from); next is { } time; next = Times.Next(time.Actual))
        {
            if (!(UpdatedAt > time.Actual)) yield return time.Actual;
        }
    }
}
