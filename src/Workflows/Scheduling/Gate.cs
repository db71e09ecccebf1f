using System.Collections.Immutable;

namespace Pipelines.Workflows.Scheduling;

/// <summary>The places for activities of a nested pipeline that has a bound of its own.</summary>
/// <param name="Used">How many are taken.</param>
/// <param name="Held">Steps that wait for one, in definition order.</param>
internal sealed record Gate(int Used, ImmutableSortedDictionary<Position, StepKey> Held)
{
    /// <summary>All places are free.</summary>
    public static Gate Unused { get; } = new(0, ImmutableSortedDictionary<Position, StepKey>.Empty);
}
