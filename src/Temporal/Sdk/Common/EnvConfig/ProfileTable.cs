namespace Temporalio.Common.EnvConfig;

/// <summary>One table of a configuration file. Remembers what was asked for, so that the rest can be refused.</summary>
/// <param name="path">Name of the table with those around it; empty for the file.</param>
/// <param name="entries">The entries.</param>
/// <param name="strict">Whether entries that nobody asked for are an error.</param>
internal sealed class ProfileTable(string path, IReadOnlyDictionary<string, object> entries, bool strict)
{
    private readonly HashSet<string> _known = [];

    /// <summary>Names of the entries.</summary>
    public IEnumerable<string> Names => entries.Keys;

    /// <summary>Returns an entry that is a string; null when it is not there.</summary>
    /// <exception cref="FormatException">The entry is something else.</exception>
    public string? Text(string name) => (string?)Get<string>(name, "a string");

    /// <summary>Returns an entry that is true or false; null when it is not there.</summary>
    /// <exception cref="FormatException">The entry is something else.</exception>
    public bool? Flag(string name) => (bool?)Get<bool>(name, "true or false");

    /// <summary>Returns an entry that is a table; null when it is not there.</summary>
    /// <exception cref="FormatException">The entry is something else.</exception>
    public ProfileTable? Table(string name) =>
        Get<Dictionary<string, object>>(name, "a table") is Dictionary<string, object> table
            ? new(Name(name), table, strict)
            : null;

    /// <summary>Refuses entries that nobody asked for.</summary>
    /// <exception cref="FormatException">There is one, and the file is read strictly.</exception>
    public void RefuseOthers()
    {
        if (strict && entries.Keys.FirstOrDefault(name => !_known.Contains(name)) is { } unknown)
        {
            throw new FormatException(
                $"'{Name(unknown)}' is no known entry; known here are {string.Join(", ", _known)}.");
        }
    }

    private object? Get<T>(string name, string kind)
    {
        _known.Add(name);
        return !entries.TryGetValue(name, out var value) ? null
            : value is T ? value
            : throw new FormatException($"'{Name(name)}' must be {kind}.");
    }

    private string Name(string name) => path.Length == 0 ? name : $"{path}.{name}";
}
