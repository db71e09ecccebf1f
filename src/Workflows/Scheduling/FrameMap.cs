using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Pipelines.Workflows.Scheduling;

/// <summary>
/// Frames by id. Immutable. Those that are open are kept by themselves, for it is those that change all the time, and
/// they are few: a loop of thousands of rounds has one.
/// </summary>
internal sealed class FrameMap
{
    private readonly ImmutableDictionary<int, Frame> _open;
    private readonly ImmutableDictionary<int, Frame> _closed;

    private FrameMap(ImmutableDictionary<int, Frame> open, ImmutableDictionary<int, Frame> closed) =>
        (_open, _closed) = (open, closed);

    /// <summary>No frames.</summary>
    public static FrameMap Empty { get; } =
        new(ImmutableDictionary<int, Frame>.Empty, ImmutableDictionary<int, Frame>.Empty);

    /// <summary>How many there are.</summary>
    public int Count => _open.Count + _closed.Count;

    /// <summary>All frames, in no order that may be relied on.</summary>
    public IEnumerable<Frame> All => _closed.Values.Concat(_open.Values);

    /// <summary>The frames that have not ended, in no order that may be relied on.</summary>
    public IEnumerable<Frame> Open => _open.Values;

    /// <summary>The frame of that id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Frame this[int id] => _open.TryGetValue(id, out var frame) ? frame : _closed[id];

    /// <summary>Finds the frame of that id; false when there is none.</summary>
    public bool TryGet(int id, [NotNullWhen(true)] out Frame? frame) =>
        _open.TryGetValue(id, out frame) || _closed.TryGetValue(id, out frame);

    /// <summary>The same frames with one added or changed.</summary>
    public FrameMap With(Frame frame) => frame.Closed
        ? new FrameMap(_open.Remove(frame.Id), _closed.SetItem(frame.Id, frame))
        : new FrameMap(_open.SetItem(frame.Id, frame), _closed);
}
