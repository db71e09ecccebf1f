namespace Temporalio.Service.History;

/// <summary>Tells what a restored run still wants done.</summary>
internal static class OutstandingDecision
{
    /// <summary>
    /// Returns the effects that a crash may have swallowed: offers, children, signals and cancels to send, reports.
    /// </summary>
    public static IReadOnlyList<Effect> Of(RunState state)
    {
        var effects = new List<Effect>();
        if (!state.IsRunning)
        {
            if (Closing.OwesParent(state))
            {
                effects.Add(new Effect.ReportToParent(state.CloseEvent!));
            }

            if (Closing.OwesChildren(state))
            {
                effects.Add(new Effect.ApplyParentClosePolicy([.. state.Children.Values]));
            }

            return effects;
        }

        if (state.Task is { IsStarted: false } task)
        {
            effects.Add(new Effect.OfferWorkflowTask(
                state.QueueName, Sticky: false, task.ScheduledEventId, task.Attempt));
        }

        foreach (var activity in state.Activities.Values)
        {
            if (activity is { IsStarted: false, WaitsForRetry: false, Pause: null })
            {
                effects.Add(new Effect.OfferActivityTask(
                    activity.Attributes.TaskQueue.Name, activity.ScheduledEventId, activity.Attempt));
            }
        }

        foreach (var child in state.Children.Values)
        {
            if (!child.IsStarted)
            {
                effects.Add(new Effect.StartChild(child.InitiatedEventId, child.Attributes)
                {
                    UserMetadata = child.UserMetadata,
                });
            }
        }

        AddExternals(state, effects);
        return effects;
    }

    private static void AddExternals(RunState state, List<Effect> effects)
    {
        foreach (var signal in state.Signals.Values)
        {
            effects.Add(new Effect.SignalExternal(
                signal.InitiatedEventId, ExternalRequestId.Of(state.Key, signal.InitiatedEventId), signal.Attributes));
        }

        foreach (var cancel in state.Cancels.Values)
        {
            effects.Add(new Effect.CancelExternal(
                cancel.InitiatedEventId, ExternalRequestId.Of(state.Key, cancel.InitiatedEventId), cancel.Attributes));
        }
    }
}
