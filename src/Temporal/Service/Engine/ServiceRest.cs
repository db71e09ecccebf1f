using Temporalio.Service.History;
using Temporalio.Service.Matching;

namespace Temporalio.Service.Engine;

/// <summary>What a service does at a moment: tests skip time while it does nothing.</summary>
/// <param name="Works">Whether something is on its way, or a worker is at work.</param>
/// <param name="Waits">Whether a task waits for a worker, and none is there.</param>
/// <param name="NextDue">When the service acts next by itself; null for never.</param>
internal sealed record ServiceRest(bool Works, bool Waits, DateTimeOffset? NextDue)
{
    /// <summary>Looks at all runs that have something left to do.</summary>
    public static ServiceRest Of(RunEngine engine, DateTimeOffset? nextDue)
    {
        var (works, waits) = (false, false);
        foreach (var run in engine.Runs.InMemory)
        {
            RunState state;
            lock (run.Gate)
            {
                works |= run.Pending > 0;
                state = run.State;
            }

            works |= state.Task is { IsStarted: true }
                || state.Activities.Values.Any(activity => activity.IsStarted)
                || OutstandingDecision.Of(state).Any(
                    effect => effect is not (Effect.OfferActivityTask or Effect.OfferWorkflowTask));
            foreach (var queue in Queues(run.Key.Namespace, state))
            {
                var attended = engine.Queues.Find(queue)?.HasPoller == true;
                (works, waits) = (works || attended, waits || !attended);
            }
        }

        return new(works, waits, nextDue);
    }

    private static IEnumerable<QueueKey> Queues(string space, RunState state)
    {
        if (state.Task is { IsStarted: false } task)
            yield return new(space, task.Queue.Name, QueueKind.Workflow);
        foreach (var activity in state.Activities.Values.Where(one => one is { IsStarted: false, WaitsForRetry: false, Pause: null }))
            yield return new(space, activity.Attributes.TaskQueue.Name, QueueKind.Activity);
    }
}
