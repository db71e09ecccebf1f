using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <content>Places for activities: those of the execution, and those of nested pipelines with a bound of their
/// own.</content>
internal sealed partial class FlowTurn
{
    // Nested pipelines in which there may be room for a step that they held back.
    private Queue<StepKey>? _looks;

    private bool HasRoom => !_state.Paused && _state.Running.Count + _state.Reserved < _state.Flow.Parallelism;

    // Where there is no room the step waits for some.
    private bool MayRun(StepKey key)
    {
        var frame = _state.Frames[key.Frame];
        if (HoldsBack(frame) is { } gate)
        {
            Admit(key);
            HoldBack(gate, key);
            return false;
        }

        if (HasRoom) return true;
        Admit(key);
        WaitForRoom(key);
        return false;
    }

    private void Admit(StepKey key)
    {
        var frame = _state.Frames[key.Frame];
        _state = _state.With(frame.With(key.Index, frame.Slots[key.Index] with { Admitted = true }));
    }

    // In the nested pipelines around it the step has its place from now on; the execution's is still to come.
    private void WaitForRoom(StepKey key)
    {
        var frame = _state.Frames[key.Frame];
        _state = _state with { Ready = _state.Ready.SetItem(frame.Position.Inside(key.Index), key) };
        Reserve(frame, PlacesOf(key));
    }

    private StepKey LeaveReady(KeyValuePair<Position, StepKey> first)
    {
        _state = _state with { Ready = _state.Ready.Remove(first.Key) };
        Reserve(_state.Frames[first.Value.Frame], -PlacesOf(first.Value));
        return first.Value;
    }

    // A foreach waits to begin a chunk of items, for which it takes as many places as there are.
    private int PlacesOf(StepKey key) => _state.StepOf(key) is CompiledStep.ForEach ? 0 : 1;

    private void TakePlace(StepKey key, Frame frame)
    {
        _state = _state with
        {
            Frames = _state.Frames.With(frame),
            Running = _state.Running.Add(frame.PathOf(key.Index), key),
        };
        Reserve(frame, 1);
    }

    private void LeavePlace(string path, StepKey key)
    {
        _state = _state with { Running = _state.Running.Remove(path) };
        Reserve(_state.Frames[key.Frame], -1);
    }

    private void Reserve(Frame frame, int places)
    {
        for (var next = frame.Gate; next is { } gate; next = _state.Frames[gate.Frame].Gate)
        {
            var before = _state.GateOf(gate);
            SetGate(gate, before with { Used = before.Used + places });
            if (places < 0) Look(gate);
        }
    }

    private void SetGate(StepKey gate, Gate places) => _state = _state with
    {
        Gates = places is { Used: 0, Held.IsEmpty: true } ? _state.Gates.Remove(gate)
            : _state.Gates.SetItem(gate, places),
    };

    // The innermost nested pipeline around that has no place left; null when all have one.
    private StepKey? HoldsBack(Frame frame)
    {
        for (var next = frame.Gate; next is { } gate; next = _state.Frames[gate.Frame].Gate)
        {
            if (RoomIn(gate) <= 0 && _state.IsPatched(FlowPatches.NestedParallelism)) return gate;
        }

        return null;
    }

    // As many as all nested pipelines around have left.
    private int RoomAround(Frame frame)
    {
        var room = int.MaxValue;
        for (var next = frame.Gate; next is { } gate; next = _state.Frames[gate.Frame].Gate)
        {
            if (_state.IsPatched(FlowPatches.NestedParallelism)) room = Math.Min(room, RoomIn(gate));
        }

        return room;
    }

    private int RoomIn(StepKey gate) => _state.StepOf(gate).OwnParallelism!.Value - _state.GateOf(gate).Used;

    private void HoldBack(StepKey gate, StepKey key)
    {
        var places = _state.GateOf(gate);
        var position = _state.Frames[key.Frame].Position.Inside(key.Index);
        SetGate(gate, places with { Held = places.Held.SetItem(position, key) });
    }

    private void Look(StepKey gate)
    {
        if (!_state.GateOf(gate).Held.IsEmpty) (_looks ??= []).Enqueue(gate);
    }

    // The first step that a nested pipeline with room held back. Whether it starts, is skipped or waits elsewhere is
    // not known yet, so the pipeline is looked at once more after it.
    private StepKey? Held()
    {
        while (_looks is not null && _looks.TryDequeue(out var gate))
        {
            var places = _state.GateOf(gate);
            if (places.Held.IsEmpty || RoomIn(gate) <= 0) continue;
            var first = places.Held.First();
            SetGate(gate, places with { Held = places.Held.Remove(first.Key) });
            Look(gate);
            return first.Value;
        }

        return null;
    }
}
