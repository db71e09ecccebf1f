namespace Pipelines.Definitions.Spelling;

/// <summary>Finds what a misspelt word was meant to be. Linear in the number of words: a pipeline may have ten thousand
/// steps.</summary>
internal static class NearestWord
{
    private const int LongestWord = 100;
    private const int MostChanges = 3;

    /// <summary>
    /// Returns the known word with the fewest changes: at most three, and a third of the letters; of several the first
    /// in the alphabet. Case, hyphens and underscores do not count. Null when none is that near.
    /// </summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        if (written.Length is 0 or > LongestWord) return null;
        var (plain, limit) = (Plain(written), Math.Min(MostChanges, written.Length / 3));
        string? best = null;
        foreach (var word in known)
        {
            if (word.Length > LongestWord || Math.Abs(word.Length - written.Length) > MostChanges + limit) continue;
            var distance = Distance(plain, Plain(word), limit);
            if (distance > limit || (distance == limit && best is not null && string.CompareOrdinal(word, best) >= 0))
                continue;
            (best, limit) = (word, distance);
        }

        return best;
    }

    private static string Plain(string word) => word
        .Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    // Letters to insert, delete, change or swap with a neighbour; stops above the limit.
    private static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return limit + 1;
        Span<int> beforeLast = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var least = current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = a[i - 1] == b[j - 1] ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
                }

                least = Math.Min(least, current[j]);
            }

            if (least > limit) return limit + 1;
            var free = beforeLast;
            beforeLast = last;
            last = current;
            current = free;
        }

        return last[b.Length];
    }
}
