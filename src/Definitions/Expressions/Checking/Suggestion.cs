namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Suggestion
{
    private const int ShownNames = 8;

    /// <summary>Returns a hint that names the closest known name; null when none is close.</summary>
    public static string? For(string written, IEnumerable<string> known)
    {
        var limit = Math.Max(1, written.Length / 3);
        string? best = null;
        foreach (var name in known.Order(StringComparer.Ordinal))
        {
            if (Math.Abs(name.Length - written.Length) > limit) continue;
            var distance = string.Equals(name, written, StringComparison.OrdinalIgnoreCase) ? 0 : Distance(written, name, limit);
            if (distance > limit || (best is not null && distance == limit)) continue;
            best = name;
            limit = distance;
            if (limit == 0) break;
        }

        return best is null ? null : $"did you mean '{best}'?";
    }

    /// <summary>Returns the known names in order, cut to a few.</summary>
    public static string List(IEnumerable<string> known)
    {
        var names = known.Order(StringComparer.Ordinal).ToList();
        return names.Count <= ShownNames
            ? string.Join(", ", names)
            : $"{string.Join(", ", names.Take(ShownNames))} and {names.Count - ShownNames} more";
    }

    /// <summary>Counts the letters to insert, delete, change or swap with a neighbour; stops above the limit.</summary>
    private static int Distance(string a, string b, int limit)
    {
        var beforeLast = new int[b.Length + 1];
        var last = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], last[j]) + 1, last[j - 1] + change);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) current[j] = Math.Min(current[j], beforeLast[j - 2] + 1);
            }

            if (current.Min() > limit) return limit + 1;
            (beforeLast, last) = (last, current);
        }

        return last[b.Length];
    }
}
