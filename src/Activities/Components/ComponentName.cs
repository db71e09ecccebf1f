namespace Pipelines.Activities.Components;

/// <summary>Compares names of YAML and C#: <c>test-fraction</c>, <c>test_fraction</c> and <c>testFraction</c> are one
/// name.</summary>
internal static class ComponentName
{
    /// <summary>Returns the form that is compared.</summary>
    public static string Normalize(string name)
    {
        // Most names need no change; this runs for every job.
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c))
                return string.Concat(name.Where(each => each is not ('-' or '_'))).ToLowerInvariant();
        }

        return name;
    }

    /// <summary>Returns the value of the first entry whose name is the same; default when there is none.</summary>
    public static bool TryFind<T>(
        IReadOnlyDictionary<string, T> entries, string normalized, out string name, out T value)
    {
        foreach (var (key, each) in entries)
        {
            if (Normalize(key) != normalized) continue;
            (name, value) = (key, each);
            return true;
        }

        (name, value) = ("", default!);
        return false;
    }
}
