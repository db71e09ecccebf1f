using Pipelines.Definitions.Spelling;

namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Tells which names there are, and which one was probably meant.</summary>
internal static class Suggestion
{
    private const int ShownNames = 8;

    /// <summary>Returns a hint that names the closest known name; null when none is close.</summary>
    public static string? For(string written, IEnumerable<string> known) =>
        NearestWord.Of(written, known) is { } nearest ? $"did you mean '{nearest}'?" : null;

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
}
