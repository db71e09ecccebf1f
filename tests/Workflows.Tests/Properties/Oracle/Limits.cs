using System.Collections.Immutable;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>Moments from which on a block starts nothing more, or is stopped.</summary>
internal sealed record Limits(ImmutableList<Limits.Limit> All)
{
    public static Limits None { get; } = new(ImmutableList<Limit>.Empty);

    public bool IsSequential { get; init; }

    public Limits With(Limit limit) => this with { All = All.Add(limit) };

    /// <summary>True when something at <paramref name="path"/> may begin.</summary>
    public bool MayStart(string path, long at) => All.All(limit => Precedes(limit, path, at));

    /// <summary>True when something at work is not stopped before it ends.</summary>
    public bool MayEnd(string path, long at) =>
        All.Where(limit => limit.Cancels).All(limit => Precedes(limit, path, at));

    /// <summary>When something at work is stopped.</summary>
    public long StopAt => All.Where(limit => limit.Cancels).Select(limit => limit.At).DefaultIfEmpty(long.MaxValue).Min();

    /// <summary>When nothing more is started.</summary>
    public long HaltAt => All.Select(limit => limit.At).DefaultIfEmpty(long.MaxValue).Min();

    private bool Precedes(Limit limit, string path, long at)
    {
        if (at != limit.At) return at < limit.At;

        // In a sequence, what happens at the moment of the failure led to it.
        if (limit.Culprit is { } culprit && (IsSequential || culprit == path
            || culprit.StartsWith(path + ".", StringComparison.Ordinal)
            || culprit.StartsWith(path + "[", StringComparison.Ordinal))) return true;
        throw new AmbiguousException($"{path} and the end at {at}");
    }

    /// <param name="At">The moment.</param>
    /// <param name="Cancels">True when also what is at work is stopped.</param>
    /// <param name="Culprit">The step whose failure it is; null for a timeout or a stop.</param>
    internal sealed record Limit(long At, bool Cancels, string? Culprit);
}
