using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;
using Temporalio.Service.Namespaces;

namespace Temporalio.Service.Engine;

/// <summary>Starts a run again from a point of its history.</summary>
internal static class RunResetter
{
    /// <summary>Ends a run, when it is open, and begins another with a part of its history; ends when both are on
    /// disk.</summary>
    /// <exception cref="ServiceException">The point is none that a run can be reset to.</exception>
    public static async Task<RunEntry> ResetAsync(
        RunEngine engine, Namespace space, RunEntry run, ResetWorkflowExecutionRequest request)
    {
        RunEntry started;
        Task? told;
        lock (engine.Runs.LockOf(space.Name, run.Key.WorkflowId))
        {
            var newest = engine.Runs.Newest(space, run.Key.WorkflowId) ?? run;
            if (newest.Id != run.Id && newest.State.StartRequestId == request.RequestId)
                return newest; // a repeated request
            var later = Later(engine, space, run);
            lock (run.Gate)
            {
                var events = engine.Runs.Events(run, 1, run.State.NextEventId);
                var (closing, first) = ResetDecision.Reset(
                    run.State, [.. events, .. later], events.Count, request, engine.Ids.NewRunId(), engine.Now);
                if (closing is not null) engine.Apply_NeedsLock(run, closing, awaited: false);
                if (newest.Id != run.Id) Terminate(engine, newest);
                started = engine.Begin(first.State.Key, first);
                told = engine.Apply_NeedsLock(run, ResetDecision.Tell(run.State, started.Key.RunId));
            }
        }

        await started.Begun.ConfigureAwait(false);
        if (told is not null) await told.ConfigureAwait(false);
        return started;
    }

    /// <summary>What came to the runs that a closed one went on in: it is applied again too.</summary>
    private static List<HistoryEvent> Later(RunEngine engine, Namespace space, RunEntry run)
    {
        var events = new List<HistoryEvent>();
        for (var at = run; at.State.CloseEvent is { } closing && NextRun.IdOf(closing) is { Length: > 0 } next;)
        {
            if (engine.Runs.FindLater(space, run.Key.WorkflowId, next) is not { } found) break;
            at = found;
            events.AddRange(engine.Runs.Events(at, 1, at.State.NextEventId));
        }

        return events;
    }

    private static void Terminate(RunEngine engine, RunEntry newest)
    {
        lock (newest.Gate)
        {
            if (!newest.State.IsRunning) return;
            var end = TerminateDecision.Terminate(
                newest.State, new TerminateInput("Terminated due to reset", null, Limits.ServiceIdentity), engine.Now);
            engine.Apply_NeedsLock(newest, end, awaited: false);
        }
    }
}
