using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>A pending activity: its Scheduled event and where its current attempt stands.</summary>
internal sealed record ActivityState
{
    /// <summary>The id of its Scheduled event.</summary>
    public required long ScheduledEventId { get; init; }

    /// <summary>
    /// The Scheduled event's attributes: id, type, queue, input, effective timeouts and retry policy.
    /// </summary>
    public required ActivityTaskScheduledEventAttributes Attributes { get; init; }

    /// <summary>When it was scheduled.</summary>
    public required DateTimeOffset ScheduledTime { get; init; }

    /// <summary>The current attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>When the current attempt is or was offered.</summary>
    public required DateTimeOffset AttemptTime { get; init; }

    /// <summary>True from a failure until the retry is offered.</summary>
    public bool WaitsForRetry { get; init; }

    /// <summary>When a worker took the current attempt; null while it waits.</summary>
    public DateTimeOffset? StartedTime { get; init; }

    /// <summary>The request id of the poll that took it; empty while it waits.</summary>
    public string StartedRequestId { get; init; } = string.Empty;

    /// <summary>Who took the current attempt, or the last one.</summary>
    public string StartedIdentity { get; init; } = string.Empty;

    /// <summary>True when the worker that took it lives in the service's process and dies with it.</summary>
    public bool StartedInProcess { get; init; }

    /// <summary>When the last attempt that ended was taken; null before the first retry.</summary>
    public DateTimeOffset? LastStartedTime { get; init; }

    /// <summary>When the last attempt ended that led to a retry; null before the first retry.</summary>
    public DateTimeOffset? LastAttemptCompleteTime { get; init; }

    /// <summary>Why the last attempt failed; null before the first retry.</summary>
    public Failure? LastFailure { get; init; }

    /// <summary>Details of the last heartbeat, over all attempts; null when there was none.</summary>
    public Payloads? HeartbeatDetails { get; init; }

    /// <summary>When the current attempt reported last; null before its first heartbeat.</summary>
    public DateTimeOffset? HeartbeatTime { get; init; }

    /// <summary>The id of its CancelRequested event; 0 when nobody asked.</summary>
    public long CancelRequestedEventId { get; init; }

    /// <summary>Who paused it; null while it is not paused.</summary>
    public ActivityPause? Pause { get; init; }

    /// <summary>What an operator set in place of the Scheduled event's options; null for nothing.</summary>
    public ActivityOptions? Changed { get; init; }

    /// <summary>The Scheduled event's attributes while <see cref="Changed"/> is set; else null.</summary>
    public ActivityTaskScheduledEventAttributes? Original { get; init; }

    /// <summary>What to do when the running attempt ends: begin with attempt 1 again.</summary>
    public ActivityReset Reset { get; init; }

    /// <summary>How often its attempts began anew; part of what a worker's token must match.</summary>
    public int Resets { get; init; }

    /// <summary>True once an operator changed it, so that it has a fact.</summary>
    public bool Touched { get; init; }

    /// <summary>The caller's id of it, unique among the run's pending activities.</summary>
    public string ActivityId => Attributes.ActivityId;

    /// <summary>True while a worker has it.</summary>
    public bool IsStarted => StartedTime is not null;
}
