using System.Security.Cryptography;
using System.Text;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>Steps that wait, and what they wait for.</content>
internal sealed partial class FlowTurn
{
    private void Change(StepKey key, StepSlot slot) =>
        _state = _state.With(_state.Frames[key.Frame].With(key.Index, slot));

    // The step waits; it keeps no place for an activity.
    private void Hold(StepKey key, StepSlot slot, StepWait wait, TimeSpan? limit = null)
    {
        if (limit is { } time && wait.Until is null) wait = wait with { Until = now + time };
        Activate(key, Released(key, slot) with
        {
            Status = StepStatus.Waiting,
            Wait = wait,
            Work = slot.Work,
            StartTime = slot.StartTime ?? now,
        });
        if (limit is { } after) Arm(key, after);
        else Await(key);
    }

    // Gives a step another status in which it is at work.
    private void Activate(StepKey key, StepSlot slot)
    {
        var frame = _state.Frames[key.Frame];
        var wasActive = frame.Slots[key.Index].IsActive;
        _state = _state.With(frame.With(key.Index, slot) with { Active = frame.Active + (wasActive ? 0 : 1) });
    }

    private void Await(StepKey key)
    {
        var path = _state.Frames[key.Frame].PathOf(key.Index);
        _state = _state with { Awaited = _state.Awaited.SetItem(path, key) };
    }

    private void Arm(StepKey key, TimeSpan after)
    {
        if (after < TimeSpan.Zero) after = TimeSpan.Zero;
        _state = _state with { LastTimer = _state.LastTimer + 1 };
        Change(key, _state[key] with { Timer = new StepTimer(_state.LastTimer, now + after) });
        Await(key);
        var path = _state.Frames[key.Frame].PathOf(key.Index);
        _commands.Add(new FlowCommand.StartTimer(path, _state.LastTimer, after));
    }

    // The slot without what it waited for and what its attempt remembered.
    private StepSlot Released(StepKey key, StepSlot slot)
    {
        if (slot is { Timer: null, Wait: null, Work: null }) return slot;
        if (slot.Timer is not null || slot.Wait is not null)
        {
            var path = _state.Frames[key.Frame].PathOf(key.Index);
            _state = _state with { Awaited = _state.Awaited.Remove(path) };
            if (slot.Timer is { } timer) _commands.Add(new FlowCommand.CancelTimer(path, timer.Number));
        }

        return slot with { Timer = null, Wait = null, Work = null };
    }

    private void Ask(StepKey key, CompiledStep.Approval approval, FlowBindings bindings)
    {
        var slot = _state[key];
        var message = approval.Message?.EvaluateText(bindings);
        Hold(
            key,
            slot with { Attempts = slot.Attempts + 1 },
            new StepWait("approval") { Message = message },
            approval.Definition.Timeout);
    }

    private void LetTimeGoBy(StepKey key, CompiledStep.Wait wait, FlowBindings bindings)
    {
        var slot = _state[key];
        slot = slot with { Attempts = slot.Attempts + 1 };
        var time = WaitTimes.Of(wait, bindings, now);
        if (time > TimeSpan.Zero) Hold(key, slot, new StepWait("time"), time);
        else Settle(key, slot with { Status = StepStatus.Succeeded, StartTime = slot.StartTime ?? now, EndTime = now });
    }

    private void Call(StepKey key, CompiledStep.Callback callback, FlowBindings bindings)
    {
        if (callback.Request is not null && !MayRun(key)) return;
        var frame = _state.Frames[key.Frame];
        var (path, slot) = (frame.PathOf(key.Index), frame.Slots[key.Index]);
        var token = TokenOf(frame, path, slot.Attempts + 1);
        slot = slot with { Attempts = slot.Attempts + 1, Work = new StepWork.Token(token) };
        if (callback.Request is not null)
        {
            // First the request: when it cannot be made, the step has not begun to wait.
            _commands.Add(CommandOf(frame.With(key.Index, slot), key, callback, bindings));
            TakePlace(key, frame);
        }

        Hold(
            key,
            slot,
            new StepWait("callback") { Token = token, Message = callback.Definition.Description },
            callback.Definition.Timeout);
    }

    private string TokenOf(Frame frame, string path, int attempt)
    {
        var around = AttemptsAround(frame, own: 1);
        if (around is not null && !_state.IsPatched(FlowPatches.TokensOfAttempts)) around = null;
        return Convert.ToHexStringLower(HMACSHA256.HashData(
            _state.Draw.ToByteArray(), Encoding.UTF8.GetBytes($"{path}/{attempt}{around}")).AsSpan(0, 16));
    }

    // The attempts of all steps around a frame, from the outside in, and its own; null when all are the first.
    private string? AttemptsAround(Frame frame, int own)
    {
        var attempts = new List<int> { own };
        for (var inner = frame; inner.Owner is { } owner; inner = _state.Frames[owner.Frame])
            attempts.Add(inner.Attempt);
        attempts.Reverse();
        return attempts.TrueForAll(attempt => attempt == 1) ? null : "#" + string.Join('.', attempts);
    }

    private void Fire(FlowEvent.TimerFired fired)
    {
        if (!_state.Awaited.TryGetValue(fired.Path, out var key) || _state[key].Timer?.Number != fired.Timer) return;
        var slot = _state[key] with { Timer = null };
        Change(key, slot);
        var timeout = Shown.Duration(_state.StepOf(key).Definition.Timeout.GetValueOrDefault());
        switch (slot.Wait?.For)
        {
            case "time":
                Settle(key, slot with { Status = StepStatus.Succeeded, EndTime = now });
                break;
            case "retry":
                BeginAgain(key);
                break;
            case "approval" when ((CompiledStep.Approval)_state.StepOf(key)).Of.Default is { } approved:
                Decided(key, approved, new StepAnswer { Step = fired.Path, Kind = AnswerKind.Approve });
                break;
            case "approval" or "callback":
                BreakOff(key, new StepError("Timeout", $"nobody answered within its timeout of {timeout}"));
                break;
            default:
                BreakOffBlocks(key);
                break;
        }
    }
}
