using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Service.History;
using Temporalio.Service.Namespaces;

namespace Temporalio.Service.Engine;

/// <summary>
/// What one run does to another: both sides are told, each under its own lock, never both at once. All of it may be
/// tried again
/// after a crash: the other run knows the request by its id.
/// </summary>
internal sealed class CrossRunEffects(RunEngine engine)
{
    /// <summary>Carries out one effect of a run; ends when both sides are on disk.</summary>
    public Task RunAsync(RunEntry run, Effect effect) => effect switch
    {
        Effect.StartChild child => StartChildAsync(run, child),
        Effect.SignalExternal signal => SignalAsync(run, signal),
        Effect.CancelExternal cancel => CancelAsync(run, cancel),
        Effect.ReportToParent => ReportAsync(run),
        Effect.ApplyParentClosePolicy close => ApplyPoliciesAsync(run, close),
        _ => throw new ArgumentOutOfRangeException(nameof(effect), effect, "not an effect on another run"),
    };

    private async Task StartChildAsync(RunEntry parent, Effect.StartChild child)
    {
        if (Space(child.Attributes.Namespace, parent) is not { } space)
        {
            await engine.ChangeAsync(parent, (state, at) => ChildDecision.StartFailed(
                state, child.InitiatedEventId, StartChildWorkflowExecutionFailedCause.NamespaceNotFound,
                    at)).ConfigureAwait(false);
            return;
        }

        try
        {
            var input = StartRequests.ForChild(parent.State, child);
            var started = await RunStarter.StartAsync(
                engine, space, input, child.Attributes.WorkflowIdReusePolicy,
                    WorkflowIdConflictPolicy.Fail).ConfigureAwait(false);
            await engine.ChangeAsync(parent, (state, at) => ChildDecision.Started(
                state, child.InitiatedEventId, started.Run.Key.RunId, at)).ConfigureAwait(false);
            await CatchUpAsync(parent, started.Run).ConfigureAwait(false);
        }
        catch (ServiceException refusal) when (refusal.Status == GrpcStatus.AlreadyExists)
        {
            await engine.ChangeAsync(parent, (state, at) => ChildDecision.StartFailed(
                state, child.InitiatedEventId, StartChildWorkflowExecutionFailedCause.WorkflowAlreadyExists,
                    at)).ConfigureAwait(false);
        }
    }

    /// <summary>A child that closed before its parent knew that it runs, or whose parent closed meanwhile.</summary>
    private async Task CatchUpAsync(RunEntry parent, RunEntry child)
    {
        // Only the last run of a chain tells how the child ended.
        var last = child;
        while (last is not null && last.State.CloseEvent is { } closing && NextRun.IdOf(closing) is { Length: > 0 } next)
            last = await NextAsync(last, next).ConfigureAwait(false);
        if (last is { State.IsRunning: false }) await ReportAsync(last).ConfigureAwait(false);
        if (parent.State.IsRunning || !parent.State.PoliciesApplied) return;
        if (parent.State.Children.Values.FirstOrDefault(
            one => one.Attributes.WorkflowId == child.Key.WorkflowId) is { } known)
            await ApplyPolicyAsync(parent, known).ConfigureAwait(false);
    }

    private async Task<RunEntry?> NextAsync(RunEntry run, string runId) =>
        engine.FindNamespace(run.Key.Namespace) is { } space
            ? await FindAsync(
                space, new WorkflowExecution { WorkflowId = run.Key.WorkflowId, RunId = runId }).ConfigureAwait(false)
            : null;

    private async Task SignalAsync(RunEntry sender, Effect.SignalExternal signal)
    {
        var arrived = !IsOwn(sender, signal.Attributes.Namespace, signal.Attributes.WorkflowExecution) && await ReachAsync(
            sender, signal.Attributes.Namespace, signal.Attributes.WorkflowExecution,
                signal.Attributes.ChildWorkflowOnly,
            (state, at) =>
                SignalDecision.Signal(state, SignalInput.FromExternal(sender.Key, signal), at)).ConfigureAwait(false);
        await engine.ChangeAsync(sender, (state, at) => arrived
            ? ExternalDecision.Signaled(state, signal.InitiatedEventId, at)
            : ExternalDecision.SignalFailed(
                state, signal.InitiatedEventId,
                SignalExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound, at)).ConfigureAwait(
                    false);
    }

    private async Task CancelAsync(RunEntry sender, Effect.CancelExternal cancel)
    {
        var arrived = !IsOwn(sender, cancel.Attributes.Namespace, cancel.Attributes.WorkflowExecution) && await ReachAsync(
            sender, cancel.Attributes.Namespace, cancel.Attributes.WorkflowExecution,
                cancel.Attributes.ChildWorkflowOnly,
            (state, at) => state.IsRunning
                ? CancelDecision.Request(state, CancelInput.FromExternal(sender.Key, cancel), at)
                : Transition.None(state)).ConfigureAwait(false);
        await engine.ChangeAsync(sender, (state, at) => arrived
            ? ExternalDecision.CancelRequested(state, cancel.InitiatedEventId, at)
            : ExternalDecision.CancelFailed(
                state, cancel.InitiatedEventId,
                CancelExternalWorkflowExecutionFailedCause.ExternalWorkflowExecutionNotFound, at)).ConfigureAwait(
                    false);
    }

    private async Task ReportAsync(RunEntry child)
    {
        var start = child.State.Start;
        if (start.ParentWorkflowExecution is { WorkflowId.Length: > 0 } execution
            && Space(start.ParentWorkflowNamespace, child) is { } space
            && await FindAsync(space, execution).ConfigureAwait(false) is { } parent)
        {
            // A parent that does not know yet that the child runs asks for this report when it does.
            if (parent.State.Children.TryGetValue(
                start.ParentInitiatedEventId, out var pending) && !pending.IsStarted) return;
            await engine.ChangeAsync(
                parent, (state, at) => ChildDecision.Closed(state, child.State, at)).ConfigureAwait(false);
        }

        await engine.ChangeAsync(child, (state, _) => ParentDecision.Reported(state)).ConfigureAwait(false);
    }

    private async Task ApplyPoliciesAsync(RunEntry parent, Effect.ApplyParentClosePolicy close)
    {
        foreach (var child in close.Children) await ApplyPolicyAsync(parent, child).ConfigureAwait(false);
        await engine.ChangeAsync(parent, (state, _) => ParentDecision.PoliciesApplied(state)).ConfigureAwait(false);
    }

    private async Task ApplyPolicyAsync(RunEntry parent, ChildState child)
    {
        var policy = child.Attributes.ParentClosePolicy;
        if (policy is ParentClosePolicy.Abandon || !child.IsStarted) return;
        // By workflow id alone: the child may have gone on as another run.
        var target = new WorkflowExecution { WorkflowId = child.Attributes.WorkflowId };
        await ReachAsync(parent, child.Attributes.Namespace, target, onlyChild: true, (state, at) =>
        {
            if (!state.IsRunning) return Transition.None(state);
            return policy is ParentClosePolicy.RequestCancel
                ? CancelDecision.Request(state, CancelInput.FromParentClose(parent.Key), at)
                : TerminateDecision.Terminate(state, TerminateInput.ByParent(), at);
        }).ConfigureAwait(false);
    }

    private async Task<bool> ReachAsync(
        RunEntry sender,
        string @namespace,
        WorkflowExecution target,
        bool onlyChild,
        Func<RunState, Moment, Transition> decide)
    {
        if (Space(@namespace, sender) is not { } space
            || await FindAsync(space, target).ConfigureAwait(false) is not { } run
            || (onlyChild && run.State.Start.ParentWorkflowExecution?.WorkflowId != sender.Key.WorkflowId))
            return false;
        try
        {
            await engine.ChangeAsync(run, decide).ConfigureAwait(false);
            return true;
        }
        catch (ServiceException refusal) when (refusal.Status == GrpcStatus.NotFound)
        {
            return false;
        }
    }

    /// <summary>A workflow does not reach itself, in whichever run.</summary>
    private static bool IsOwn(RunEntry sender, string @namespace, WorkflowExecution target) =>
        target.WorkflowId == sender.Key.WorkflowId && (@namespace.Length == 0 || @namespace == sender.Key.Namespace);

    private Namespace? Space(string name, RunEntry sender) =>
        engine.FindNamespace(name.Length == 0 ? sender.Key.Namespace : name);

    private async Task<RunEntry?> FindAsync(Namespace space, WorkflowExecution execution)
    {
        try
        {
            return await engine.Runs.FindAsync(space, execution).ConfigureAwait(false);
        }
        catch (ServiceException refusal) when (refusal.Status is GrpcStatus.NotFound or GrpcStatus.InvalidArgument)
        {
            return null;
        }
    }
}
