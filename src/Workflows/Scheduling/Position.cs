using System.Collections.Immutable;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Where a step stands in the definition: the indexes from the outside in.</summary>
/// <remarks>When not all steps can run, earlier ones go first.</remarks>
internal sealed class Position(ImmutableArray<int> indexes) : IComparable<Position>
{
    /// <summary>The outermost place.</summary>
    public static Position Root { get; } = new([]);

    /// <summary>The place of the <paramref name="index"/>th thing inside this one.</summary>
    public Position Inside(int index) => new(indexes.Add(index));

    /// <inheritdoc/>
    public int CompareTo(Position? other) =>
        other is null ? 1 : indexes.AsSpan().SequenceCompareTo(other.Indexes.AsSpan());

    private ImmutableArray<int> Indexes => indexes;
}
