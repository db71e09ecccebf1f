using Temporalio.Api.Command.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History.Commands;

/// <summary>Starts and cancels timers.</summary>
internal static class TimerCommands
{
    /// <summary>Writes TimerStarted.</summary>
    public static CommandFault? Start(TaskCompletion completion, Command command)
    {
        var asked = command.StartTimerCommandAttributes;
        if (asked.TimerId.Length == 0)
        {
            return Bad("TimerId is not set on StartTimerCommand.");
        }

        if (asked.TimerId.Length > Limits.IdLength)
        {
            return Bad(
                $"TimerId on StartTimerCommand exceeds length limit. TimerId={asked.TimerId} "
                + $"Length={asked.TimerId.Length} Limit={Limits.IdLength}");
        }

        if (asked.StartToFireTimeout.IsNegative())
        {
            return Bad(
                "An invalid StartToFireTimeout is set on StartTimerCommand: negative duration. "
                + $"TimerId={asked.TimerId}");
        }

        if (completion.State.TimerIds.ContainsKey(asked.TimerId))
        {
            return new CommandFault(
                WorkflowTaskFailedCause.StartTimerDuplicateId,
                $"invalid history builder state for action: add-timer-started-event, TimerID: {asked.TimerId}");
        }

        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.TimerStarted,
            TimerStartedEventAttributes = new TimerStartedEventAttributes
            {
                TimerId = asked.TimerId,
                StartToFireTimeout = asked.StartToFireTimeout,
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
            },
        });
        return null;
    }

    /// <summary>
    /// Writes TimerCanceled, also for a timer that fired while the worker had the task: it never saw that.
    /// </summary>
    public static CommandFault? Cancel(TaskCompletion completion, Command command)
    {
        var id = command.CancelTimerCommandAttributes.TimerId;
        if (id.Length == 0)
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadCancelTimerAttributes, "TimerId is not set on CancelTimerCommand.");
        }

        var startedEventId = completion.State.TimerIds.GetValueOrDefault(id);
        if (startedEventId == 0 && BufferedFiring(completion.State, id) is { } fired)
        {
            completion.Draft.Unbuffer(fired);
            startedEventId = fired.TimerFiredEventAttributes.StartedEventId;
        }

        if (startedEventId == 0)
        {
            return new CommandFault(
                WorkflowTaskFailedCause.BadCancelTimerAttributes,
                $"invalid history builder state for action: add-timer-canceled-event, TimerID: {id}");
        }

        completion.Write(command, new HistoryEvent
        {
            EventType = EventType.TimerCanceled,
            TimerCanceledEventAttributes = new TimerCanceledEventAttributes
            {
                TimerId = id,
                StartedEventId = startedEventId,
                WorkflowTaskCompletedEventId = completion.CompletedEventId,
                Identity = completion.Request.Identity,
            },
        });
        return null;
    }

    private static CommandFault Bad(string message) => new(WorkflowTaskFailedCause.BadStartTimerAttributes, message);

    private static HistoryEvent? BufferedFiring(RunState state, string timerId)
    {
        foreach (var buffered in state.Buffered)
        {
            if (buffered.EventType == EventType.TimerFired && buffered.TimerFiredEventAttributes.TimerId == timerId)
            {
                return buffered;
            }
        }

        return null;
    }
}
