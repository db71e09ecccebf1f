using System.Globalization;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Starter.Terminal;

/// <summary>Folds the rounds of loops and the items of foreach steps that are too many to read. Pure.</summary>
public static class StepFold
{
    /// <summary>Rounds or items of one step up to which all are shown.</summary>
    public const int MostIterations = 20;

    /// <summary>Returns the steps to show, and for steps that were folded what was left out.</summary>
    /// <param name="steps">Step path → state, in order.</param>
    /// <remarks>
    /// Of a folded step the first <see cref="MostIterations"/> rounds with something at work, waiting or failed stay;
    /// where none is, the last round stays.
    /// </remarks>
    public static (IReadOnlyDictionary<string, StepState> Shown, IReadOnlyDictionary<string, string> Folded) Of(
        IReadOnlyDictionary<string, StepState> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var rounds = new Dictionary<string, Dictionary<int, Round>>(StringComparer.Ordinal);
        foreach (var (path, step) in steps)
        {
            foreach (var (owner, index) in IterationsOf(path))
            {
                if (!rounds.TryGetValue(owner, out var known)) rounds[owner] = known = [];
                known[index] = known.GetValueOrDefault(index, new Round()).With(step.Status);
            }
        }

        var large = rounds.Where(owner => owner.Value.Count > MostIterations)
            .ToDictionary(owner => owner.Key, owner => Kept(owner.Value), StringComparer.Ordinal);
        if (large.Count == 0) return (steps, new Dictionary<string, string>());
        var shown = steps.Where(step => IterationsOf(step.Key)
                .All(one => !large.TryGetValue(one.Owner, out var kept) || kept.Contains(one.Index)))
            .ToDictionary(StringComparer.Ordinal);
        var folded = large.ToDictionary(
            owner => owner.Key, owner => Count(rounds[owner.Key], owner.Value), StringComparer.Ordinal);
        return (shown, folded);
    }

    private static HashSet<int> Kept(Dictionary<int, Round> rounds)
    {
        var lively = rounds.Where(round => round.Value.IsLively).Select(round => round.Key).Order()
            .Take(MostIterations).ToHashSet();
        if (lively.Count == 0) lively.Add(rounds.Keys.Max());
        return lively;
    }

    private static string Count(Dictionary<int, Round> rounds, HashSet<int> kept)
    {
        var words = rounds.Where(round => !kept.Contains(round.Key)).GroupBy(round => round.Value.Status)
            .OrderBy(group => group.Key)
            .Select(group => $"{group.Count().ToString("N0", CultureInfo.InvariantCulture)} {group.Key}");
        return $"… {rounds.Count.ToString("N0", CultureInfo.InvariantCulture)} iterations; not shown: "
            + $"{string.Join(", ", words)}";
    }

    private static IEnumerable<(string Owner, int Index)> IterationsOf(string path)
    {
        for (var open = path.IndexOf('[', StringComparison.Ordinal); open >= 0; open = path.IndexOf('[', open + 1))
        {
            var close = path.IndexOf(']', open);
            if (close > 0 && !path.AsSpan(0, open).EndsWith(".elif")
                && int.TryParse(path.AsSpan(open + 1, close - open - 1), out var index))
                yield return (path[..open], index);
        }
    }

    private sealed record Round(bool IsLively = false, bool IsPending = true, bool IsStopped = false)
    {
        public StepStatus Status =>
            IsStopped ? StepStatus.Stopped : IsPending ? StepStatus.Pending : StepStatus.Succeeded;

        public Round With(StepStatus step) => new(
            IsLively || step is StepStatus.Running or StepStatus.Waiting or StepStatus.Failed,
            IsPending && step == StepStatus.Pending,
            IsStopped || step == StepStatus.Stopped);
    }
}
