namespace Pipelines.Definitions.Diagnostics;

/// <summary>Finds what a misspelt word was meant to be.</summary>
internal static class DidYouMean
{
    private const int MostCandidates = 20_000;
    private const int MostShown = 12;
    private const int LongestWord = 64;

    /// <summary>Returns <c>did you mean 'x'?</c>, else the candidates when they are few, else null.</summary>
    public static string? Hint(string word, IEnumerable<string> candidates)
    {
        var known = candidates.Take(MostCandidates).Distinct(StringComparer.Ordinal).ToList();
        if (Nearest(word, known) is { } nearest) return $"did you mean '{nearest}'?";
        return known.Count is > 0 and <= MostShown
            ? "known here: " + string.Join(", ", known.Order(StringComparer.Ordinal))
            : null;
    }

    /// <summary>Returns the candidate with the fewest edits, at most a third of the word; null when none is that near.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        if (word.Length is 0 or > LongestWord) return null;
        string? best = null;
        var bestDistance = Math.Max(1, word.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (candidate.Length > LongestWord || Math.Abs(candidate.Length - word.Length) >= bestDistance) continue;
            var distance = Same(word, candidate) ? 0 : Distance(word, candidate);
            if (distance < bestDistance) (best, bestDistance) = (candidate, distance);
        }

        return best;
    }

    private static bool Same(string left, string right) =>
        string.Equals(Plain(left), Plain(right), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string word) =>
        word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    /// <summary>Insertions, deletions, changes and swaps of neighbours that lead from one word to the other.</summary>
    private static int Distance(string left, string right)
    {
        Span<int> beforeLast = stackalloc int[right.Length + 1];
        Span<int> last = stackalloc int[right.Length + 1];
        Span<int> current = stackalloc int[right.Length + 1];
        for (var j = 0; j <= right.Length; j++) last[j] = j;
        for (var i = 1; i <= left.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = last[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(last[j], current[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            last.CopyTo(beforeLast);
            current.CopyTo(last);
        }

        return last[right.Length];
    }
}
