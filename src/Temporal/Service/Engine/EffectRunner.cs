using Microsoft.Extensions.Logging;
using Temporalio.Service.History;
using Temporalio.Service.Matching;

namespace Temporalio.Service.Engine;

/// <summary>Carries out what decisions want done once they are on disk.</summary>
internal sealed class EffectRunner(RunEngine engine, ILogger log)
{
    private readonly CrossRunEffects _crossRun = new(engine);

    /// <summary>Carries out the effects of a transition that is on disk. Quick: what takes longer goes to the
    /// pool.</summary>
    public void Run(RunEntry entry, Transition transition)
    {
        for (var i = 0; i < transition.Effects.Count; i++) Run(entry, transition.Effects[i]);
    }

    /// <summary>Carries out the effects of a transition that had nothing to write, on the pool: the caller holds the
    /// lock.</summary>
    public void RunLater(RunEntry entry, Transition transition)
    {
        if (transition.Effects.Count > 0)
            ThreadPool.UnsafeQueueUserWorkItem(_ => Run(entry, transition), null);
    }

    private void Run(RunEntry entry, Effect effect)
    {
        switch (effect)
        {
            case Effect.OfferActivityTask offer:
                engine.Queues.Add(
                    new QueueKey(entry.Key.Namespace, offer.Queue, QueueKind.Activity),
                    new EngineTask.Activity(entry, offer.ScheduledEventId, offer.Attempt));
                break;
            case Effect.UpdateProgress progress:
                Tell(entry, waiters => waiters.Reached(progress));
                break;
            case Effect.RunClosed:
                Tell(entry, waiters => waiters.Closed(
                    goesOn: entry.State.CloseEvent is { } closing && NextRun.IdOf(closing).Length > 0));
                engine.WhenClosed?.Invoke(entry);
                break;
            case Effect.StartChild or Effect.SignalExternal or Effect.CancelExternal or Effect.ReportToParent
                or Effect.ApplyParentClosePolicy:
                ThreadPool.UnsafeQueueUserWorkItem(_ => RunCrossRun(entry, effect), null);
                break;
        }
    }

    private static void Tell(RunEntry entry, Func<UpdateWaiters, Action?> take)
    {
        Action? tell;
        lock (entry.Gate) tell = take(entry.Updates);
        tell?.Invoke();
    }

    private async void RunCrossRun(RunEntry entry, Effect effect)
    {
        try
        {
            await _crossRun.RunAsync(entry, effect).ConfigureAwait(false);
        }
        catch (ServiceException stopped) when (stopped.Status == GrpcStatus.Unavailable)
        {
            log.LogDebug(stopped, "The service stops; {Effect} is left for its next start", effect.GetType().Name);
        }
        catch (Exception fault)
        {
            // The effect stays outstanding in the run's state: it is tried again when the service starts next.
            log.LogError(fault, "{Effect} of run {RunId} of {WorkflowId} failed", effect.GetType().Name,
                entry.Key.RunId, entry.Key.WorkflowId);
        }
    }
}
