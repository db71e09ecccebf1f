using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Service.History;

/// <summary>The options of an activity in place of those that its Scheduled event has.</summary>
internal static class ActivityChange
{
    /// <summary>Returns an activity with the fields of the options that a mask names; others stay.</summary>
    /// <exception cref="ServiceException">INVALID_ARGUMENT: a value is none that an activity can have.</exception>
    public static ActivityState Apply(ActivityState activity, ActivityOptions options, FieldMask? mask)
    {
        var now = OptionsOf(activity.Attributes).Clone();
        foreach (var path in mask?.Paths.AsEnumerable() ?? []) Take(now, options, Snake(path));
        if (RetryDefaults.Check(now.RetryPolicy) is { } fault) throw ServiceException.Invalid(fault);
        foreach (var time in new[]
            { now.ScheduleToCloseTimeout, now.ScheduleToStartTimeout, now.StartToCloseTimeout, now.HeartbeatTimeout })
        {
            if (time.IsNegative()) throw ServiceException.Invalid("invalid timeout set on activity options: negative duration");
        }

        if (!now.ScheduleToCloseTimeout.IsSet() && !now.StartToCloseTimeout.IsSet())
        {
            throw ServiceException.Invalid(
                "a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. "
                + $"ActivityId={activity.ActivityId} ActivityType={activity.Attributes.ActivityType.Name}");
        }

        return With(activity, now);
    }

    /// <summary>Returns an activity with options in place of its Scheduled event's.</summary>
    public static ActivityState With(ActivityState activity, ActivityOptions options)
    {
        var attributes = activity.Attributes.Clone();
        attributes.TaskQueue = options.TaskQueue;
        attributes.ScheduleToCloseTimeout = options.ScheduleToCloseTimeout;
        attributes.ScheduleToStartTimeout = options.ScheduleToStartTimeout;
        attributes.StartToCloseTimeout = options.StartToCloseTimeout;
        attributes.HeartbeatTimeout = options.HeartbeatTimeout;
        attributes.RetryPolicy = RetryDefaults.Fill(options.RetryPolicy);
        attributes.Priority = options.Priority;
        return activity with
        {
            Attributes = attributes, Changed = options, Original = activity.Original ?? activity.Attributes,
        };
    }

    /// <summary>Returns an activity with the options that its Scheduled event has.</summary>
    public static ActivityState Restore(ActivityState activity) => activity.Original is { } original
        ? activity with { Attributes = original, Changed = null, Original = null }
        : activity;

    /// <summary>Returns the options as they count now.</summary>
    public static ActivityOptions OptionsOf(ActivityTaskScheduledEventAttributes attributes) => new()
    {
        TaskQueue = attributes.TaskQueue,
        ScheduleToCloseTimeout = attributes.ScheduleToCloseTimeout,
        ScheduleToStartTimeout = attributes.ScheduleToStartTimeout,
        StartToCloseTimeout = attributes.StartToCloseTimeout,
        HeartbeatTimeout = attributes.HeartbeatTimeout,
        RetryPolicy = attributes.RetryPolicy,
        Priority = attributes.Priority,
    };

    private static void Take(ActivityOptions now, ActivityOptions from, string path)
    {
        var policy = now.RetryPolicy ??= new RetryPolicy();
        var retry = from.RetryPolicy ?? new RetryPolicy();
        switch (path)
        {
            case "task_queue" or "task_queue.name" when from.TaskQueue is { Name.Length: > 0 } queue:
                now.TaskQueue = new TaskQueue { Name = queue.Name, Kind = TaskQueueKind.Normal };
                break;
            case "schedule_to_close_timeout":
                now.ScheduleToCloseTimeout = from.ScheduleToCloseTimeout;
                break;
            case "schedule_to_start_timeout":
                now.ScheduleToStartTimeout = from.ScheduleToStartTimeout;
                break;
            case "start_to_close_timeout":
                now.StartToCloseTimeout = from.StartToCloseTimeout;
                break;
            case "heartbeat_timeout":
                now.HeartbeatTimeout = from.HeartbeatTimeout;
                break;
            case "retry_policy":
                now.RetryPolicy = from.RetryPolicy;
                break;
            case "retry_policy.initial_interval":
                policy.InitialInterval = retry.InitialInterval;
                break;
            case "retry_policy.backoff_coefficient":
                policy.BackoffCoefficient = retry.BackoffCoefficient;
                break;
            case "retry_policy.maximum_interval":
                policy.MaximumInterval = retry.MaximumInterval;
                break;
            case "retry_policy.maximum_attempts":
                policy.MaximumAttempts = retry.MaximumAttempts;
                break;
            case "priority":
                now.Priority = from.Priority;
                break;
        }
    }

    /// <summary>Masks come in both spellings of a field's name.</summary>
    private static string Snake(string path) =>
        string.Concat(path.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{letter}"));
}
