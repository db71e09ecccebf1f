using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Schedules and cancels activities.</summary>
internal static class ActivityCommands
{
    /// <summary>Writes ActivityTaskScheduled with effective timeouts and retry policy.</summary>
    public static CommandFault? Schedule(TaskCompletion completion, Command command)
    {
        var asked = command.ScheduleActivityTaskCommandAttributes;
        var state = completion.State;
        if (Check(asked) is { } message)
        {
            return new CommandFault(WorkflowTaskFailedCause.BadScheduleActivityAttributes, message);
        }

        if (TaskCompletion.Bound(
                state.Activities.Count,
                WorkflowTaskFailedCause.PendingActivitiesLimitExceeded,
                "activities") is { } bound)
        {
            return bound;
        }

        if (state.ActivityIds.ContainsKey(asked.ActivityId))
        {
            return new CommandFault(
                WorkflowTaskFailedCause.ScheduleActivityDuplicateId,
                "invalid history builder state for action: add-activitytask-scheduled-event, "
                + $"ActivityID: {asked.ActivityId}");
        }

        if (BlobLimit.Exceeds(asked.Input))
        {
            return BlobLimit.Fault(
                WorkflowTaskFailedCause.BadScheduleActivityAttributes,
                "ScheduleActivityTaskCommandAttributes.Input");
        }

        var attributes = Effective(completion, asked);
        var scheduled = completion.Write(command, new HistoryEvent
        {
            EventType = EventType.ActivityTaskScheduled,
            ActivityTaskScheduledEventAttributes = attributes,
        });
        if (asked.RequestEagerExecution && attributes.TaskQueue.Name == state.QueueName)
        {
            StartEagerly(completion, scheduled.EventId);
        }
        else
        {
            completion.Draft.Effect(new Effect.OfferActivityTask(attributes.TaskQueue.Name, scheduled.EventId, 1));
        }

        return null;
    }

    /// <summary>Writes ActivityTaskCancelRequested; one that no worker has is canceled on the spot.</summary>
    public static CommandFault? RequestCancel(TaskCompletion completion, Command command)
    {
        var id = command.RequestCancelActivityTaskCommandAttributes.ScheduledEventId;
        if (id == 0)
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadRequestCancelActivityAttributes,
                "ScheduledEventId is not set on RequestCancelActivityTaskCommand.");
        }

        var pending = completion.State.Activities.GetValueOrDefault(id);
        if (pending is null && !EndIsBuffered(completion.State, id))
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadRequestCancelActivityAttributes,
                "invalid history builder state for action: add-activitytask-cancel-requested-event, "
                + $"ScheduledEventID: {id}");
        }

        var requested = completion.Write(command, new HistoryEvent
        {
            EventType = EventType.ActivityTaskCancelRequested,
            ActivityTaskCancelRequestedEventAttributes = new ActivityTaskCancelRequestedEventAttributes
            {
                ScheduledEventId = id,
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
            },
        });
        if (pending is { IsStarted: false })
        {
            CancelWaiting(completion, pending, requested.EventId);
        }

        return null;
    }

    private static string? Check(ScheduleActivityTaskCommandAttributes asked)
    {
        var name = asked.ActivityType?.Name ?? string.Empty;
        if (NameCheck.Of("activityId", asked.ActivityId) is { } badId)
        {
            return badId;
        }

        if (NameCheck.Of("activityType", name) is { } badType)
        {
            return badType;
        }

        if (NameCheck.Of("taskQueue", asked.TaskQueue?.Name ?? string.Empty) is { } badQueue)
        {
            return badQueue;
        }

        return CheckTimeouts(asked, name)
            ?? RetryDefaults.Check(asked.RetryPolicy)
            ?? (PriorityRule.Check(asked.Priority) is { } badPriority ? $"invalid priorities: {badPriority}" : null);
    }

    private static string? CheckTimeouts(ScheduleActivityTaskCommandAttributes asked, string name)
    {
        var negative = asked.ScheduleToCloseTimeout.IsNegative() ? nameof(asked.ScheduleToCloseTimeout)
            : asked.ScheduleToStartTimeout.IsNegative() ? nameof(asked.ScheduleToStartTimeout)
            : asked.StartToCloseTimeout.IsNegative() ? nameof(asked.StartToCloseTimeout)
            : asked.HeartbeatTimeout.IsNegative() ? nameof(asked.HeartbeatTimeout)
            : null;
        if (negative is not null)
        {
            return $"invalid {negative}: negative duration";
        }

        return asked.ScheduleToCloseTimeout.IsSet() || asked.StartToCloseTimeout.IsSet()
            ? null
            : "a valid StartToCloseTimeout or ScheduleToCloseTimeout must be set on the activity. "
                + $"ActivityId={asked.ActivityId} ActivityType={name}";
    }

    private static ActivityTaskScheduledEventAttributes Effective(
        TaskCompletion completion, ScheduleActivityTaskCommandAttributes asked)
    {
        var timeouts = ActivityTimeouts.Effective(asked, completion.State.Start.WorkflowRunTimeout.Span());
        return new ActivityTaskScheduledEventAttributes
        {
            ActivityId = asked.ActivityId,
            ActivityType = asked.ActivityType,
            TaskQueue = new TaskQueue { Name = asked.TaskQueue.Name, Kind = TaskQueueKind.Normal },
            Header = asked.Header,
            Input = asked.Input,
            ScheduleToCloseTimeout = timeouts.ScheduleToClose.Wire(),
            ScheduleToStartTimeout = timeouts.ScheduleToStart.Wire(),
            StartToCloseTimeout = timeouts.StartToClose.Wire(),
            HeartbeatTimeout = timeouts.Heartbeat.Wire(),
            WorkflowTaskCompletedEventId = completion.CompletedEventId,
            RetryPolicy = RetryDefaults.Fill(asked.RetryPolicy),
#pragma warning disable CS0612 // the server still copies this field
            UseWorkflowBuildId = asked.UseWorkflowBuildId,
#pragma warning restore CS0612
            Priority = asked.Priority,
        };
    }

    private static void StartEagerly(TaskCompletion completion, long scheduledEventId)
    {
        var draft = completion.Draft;
        draft.SetActivity(draft.State.Activities[scheduledEventId] with
        {
            StartedTime = draft.At.Now,
            StartedRequestId = draft.At.Ids.NewRequestId(),
            StartedIdentity = completion.Request.Identity,
            StartedInProcess = completion.InProcess,
        });
        draft.Effect(new Effect.EagerActivityTask(scheduledEventId));
    }

    private static void CancelWaiting(TaskCompletion completion, ActivityState activity, long requestedEventId)
    {
        var details = new Payload { Data = ByteString.CopyFromUtf8("\"ACTIVITY_ID_NOT_STARTED\"") };
        details.Metadata.Add("encoding", ByteString.CopyFromUtf8("json/plain"));
        completion.Draft.Write(new HistoryEvent
        {
            EventType = EventType.ActivityTaskCanceled,
            ActivityTaskCanceledEventAttributes = new ActivityTaskCanceledEventAttributes
            {
                Details = new Payloads { Payloads_ = { details } },
                LatestCancelRequestedEventId = requestedEventId,
                ScheduledEventId = activity.ScheduledEventId,
                Identity = completion.Request.Identity,
            },
        });
        ActivityEnding.ForgetFact(completion.Draft, activity);
        completion.NeedsTask = true;
    }

    private static bool EndIsBuffered(RunState state, long scheduledEventId)
    {
        foreach (var buffered in state.Buffered)
        {
            var id = buffered.EventType switch
            {
                EventType.ActivityTaskCompleted => buffered.ActivityTaskCompletedEventAttributes.ScheduledEventId,
                EventType.ActivityTaskFailed => buffered.ActivityTaskFailedEventAttributes.ScheduledEventId,
                EventType.ActivityTaskTimedOut => buffered.ActivityTaskTimedOutEventAttributes.ScheduledEventId,
                EventType.ActivityTaskCanceled => buffered.ActivityTaskCanceledEventAttributes.ScheduledEventId,
                _ => 0,
            };
            if (id == scheduledEventId)
            {
                return true;
            }
        }

        return false;
    }
}
