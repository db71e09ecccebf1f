namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Finds the name that was probably meant. Linear in the number of names: a pipeline may have ten thousand
/// steps.</summary>
internal static class Suggestion
{
    private const int ShownNames = 8;
    private const int LongestName = 100;
    private const int MostChanges = 3;

    /// <summary>Returns a hint that names the closest known name; null when none is close.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        if (written.Length > LongestName) return null;
        var limit = Math.Min(MostChanges, Math.Max(1, written.Length / 3));
        string? best = null;
        foreach (var name in known)
        {
            if (Math.Abs(name.Length - written.Length) > limit) continue;
            var distance = Distance(written, name, limit);
            if (distance > limit) continue;
            if (best is not null && distance == limit && string.CompareOrdinal(name, best) > 0) continue;
            best = name;
            limit = distance;
        }

        return best is null ? null : $"did you mean '{best}'?";
    }

    /// <summary>Returns the known names in order; of many only the first.</summary>
    public static string List(IEnumerable<string> known)
    {
        var first = new SortedSet<string>(StringComparer.Ordinal);
        var count = 0;
        foreach (var name in known)
        {
            count++;
            if (first.Count == ShownNames && string.CompareOrdinal(name, first.Max) > 0) continue;
            first.Add(name);
            if (first.Count > ShownNames) first.Remove(first.Max!);
        }

        var names = string.Join(", ", first);
        return count > first.Count ? $"{names} and {count - first.Count} more" : names;
    }

    /// <summary>Counts the letters to insert, delete, change or swap with a neighbour, whatever their case; stops
    /// above the limit.</summary>
    private static int Distance(string a, string b, int limit)
    {
        Span<int> beforeLast = stackalloc int[b.Length + 1];
        Span<int> last = stackalloc int[b.Length + 1];
        Span<int> current = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            var least = current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                var changes = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    changes = Math.Min(changes, beforeLast[j - 2] + 1);
                }

                current[j] = changes;
                least = Math.Min(least, changes);
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
