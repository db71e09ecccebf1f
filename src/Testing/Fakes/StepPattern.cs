namespace Pipelines.Testing.Fakes;

/// <summary>
/// Names steps: by path (<c>sweep[2].train</c>), by path with any round or item (<c>sweep[*].train</c>), or by name
/// alone (<c>train</c>), wherever such a step stands.
/// </summary>
/// <param name="Text">As written.</param>
public sealed record StepPattern(string Text)
{
    /// <summary>True when it is a name alone.</summary>
    public bool IsName => Text.AsSpan().IndexOfAny('.', '[') < 0;

    /// <summary>Returns how exactly it names a path: 3 the path itself, 2 by <c>[*]</c>, 1 by name; 0 not at
    /// all.</summary>
    public int Precision(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (path == Text) return 3;
        if (IsName) return path.AsSpan(path.LastIndexOf('.') + 1).SequenceEqual(Text) ? 1 : 0;
        return Matches(Text, path) ? 2 : 0;
    }

    /// <summary>True when it names the path.</summary>
    public bool Matches(string path) => Precision(path) > 0;

    /// <inheritdoc/>
    public override string ToString() => Text;

    // A '[*]' in the path is one of a pattern: the general path of a step matches itself.
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        while (true)
        {
            var star = pattern.IndexOf("[*]", StringComparison.Ordinal);
            if (star < 0) return pattern.SequenceEqual(path);
            if (path.Length <= star || path[star] != '[' || !path[..star].SequenceEqual(pattern[..star])) return false;
            var close = path[star..].IndexOf(']');
            if (close < 2) return false;
            var index = path.Slice(star + 1, close - 1);
            if (!index.SequenceEqual("*") && index.ContainsAnyExceptInRange('0', '9')) return false;
            pattern = pattern[(star + 3)..];
            path = path[(star + close + 1)..];
        }
    }
}
