using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;
using Temporalio.Service.Namespaces;

namespace Temporalio.Service.Engine;

/// <summary>A run that a start led to, and whether it began by it.</summary>
internal readonly record struct StartedRun(RunEntry Run, StartVerdict Verdict);

/// <summary>Begins runs: at most one of a workflow id at a time.</summary>
internal static class RunStarter
{
    /// <summary>Begins a run, or returns the one that the policies name; ends when it is on disk.</summary>
    /// <param name="signal">What a running one gets instead of a start; null for nothing.</param>
    /// <param name="attach">What a running one that is the answer is changed by; null for nothing.</param>
    /// <param name="admit">What the run gets, begun or found, before a worker can take it; called under its
    /// lock.</param>
    /// <exception cref="ServiceException">ALREADY_EXISTS: the policies forbid it.</exception>
    public static async Task<StartedRun> StartAsync(
        RunEngine engine,
        Namespace space,
        StartInput input,
        WorkflowIdReusePolicy reuse,
        WorkflowIdConflictPolicy conflict,
        SignalInput? signal = null,
        Action<RunEntry>? admit = null,
        Func<RunState, Moment, Transition>? attach = null)
    {
        var workflowId = input.Attributes.WorkflowId;
        StartedRun started;
        Task? durable = null;
        lock (engine.Runs.LockOf(space.Name, workflowId))
        {
            started = Start_NeedsLock(engine, space, input, reuse, conflict, signal, admit, attach, ref durable);
        }

        await started.Run.Begun.ConfigureAwait(false);
        if (durable is not null) await durable.ConfigureAwait(false);
        return started;
    }

    private static StartedRun Start_NeedsLock(
        RunEngine engine,
        Namespace space,
        StartInput input,
        WorkflowIdReusePolicy reuse,
        WorkflowIdConflictPolicy conflict,
        SignalInput? signal,
        Action<RunEntry>? admit,
        Func<RunState, Moment, Transition>? attach,
        ref Task? durable)
    {
        var workflowId = input.Attributes.WorkflowId;
        while (engine.Runs.Newest(space, workflowId) is { } existing)
        {
            lock (existing.Gate)
            {
                // It may have gone on as another run before its lock was ours.
                if (existing.Deleted || !engine.Runs.IsNewest(existing)) continue;
                var verdict = StartPolicy.Decide(existing.State, input.RequestId, reuse, conflict);
                if (verdict is StartVerdict.Repeated or StartVerdict.UseExisting)
                {
                    if (signal is not null && verdict is StartVerdict.UseExisting)
                        durable = engine.Apply_NeedsLock(
                            existing, SignalDecision.Signal(existing.State, signal, engine.Now));
                    if (attach is not null && verdict is StartVerdict.UseExisting)
                        durable = engine.Apply_NeedsLock(existing, attach(existing.State, engine.Now));
                    admit?.Invoke(existing);
                    return new StartedRun(existing, verdict);
                }

                var key = new RunKey(space.Name, space.Id, workflowId, engine.Ids.NewRunId());
                var first = StartDecision.Start(key, input, engine.Now);
                if (verdict is StartVerdict.TerminateAndBegin)
                {
                    var end = TerminateDecision.Terminate(
                        existing.State, TerminateInput.ByNewRun(key.RunId), engine.Now);
                    engine.Apply_NeedsLock(existing, end, awaited: false);
                }

                return new StartedRun(engine.Begin(key, first, admit), verdict);
            }
        }

        var fresh = new RunKey(space.Name, space.Id, workflowId, engine.Ids.NewRunId());
        return new StartedRun(
            engine.Begin(fresh, StartDecision.Start(fresh, input, engine.Now), admit), StartVerdict.Begin);
    }
}
