namespace Temporalio.Tests.Surface;

/// <summary>One type of an API list: its head line and its members' lines.</summary>
public sealed record ApiType(string Namespace, string Head, IReadOnlyList<string> Members)
{
    /// <summary>The name within the namespace, type parameters included.</summary>
    public string Name { get; } = NameOf(Head);

    /// <summary>The head with its interfaces in an order that does not depend on who wrote it.</summary>
    public string SortedHead { get; } = Sorted(Head);

    private static string NameOf(string head)
    {
        var start = head.Split([" class ", " record ", " struct ", " interface ", " enum "], 2, StringSplitOptions.None);
        var name = start.Length == 2 ? start[1] : head[(head.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return name.Split([" : ", " {"], 2, StringSplitOptions.None)[0];
    }

    private static string Sorted(string head)
    {
        if (head.Split(" : ", 2) is not [var front, var bases])
        {
            return head;
        }

        return $"{front} : {string.Join(", ", SplitBases(bases).Order(StringComparer.Ordinal))}";
    }

    private static IEnumerable<string> SplitBases(string bases)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < bases.Length; at++)
        {
            depth += bases[at] switch { '<' => 1, '>' => -1, _ => 0 };
            if (bases[at] == ',' && depth == 0)
            {
                yield return bases[start..at];
                start = at + 2;
            }
        }

        yield return bases[start..];
    }
}

/// <summary>The signatures of the official SDK's packages: the test data temporalio-public-api.txt.</summary>
public static class ListedApi
{
    /// <summary>Types by namespace and name.</summary>
    public static IReadOnlyDictionary<(string Namespace, string Name), ApiType> Load()
    {
        var types = new List<ApiType>();
        var members = new List<string>();
        var space = string.Empty;
        var path = Path.Combine(AppContext.BaseDirectory, "Surface", "temporalio-public-api.txt");
        foreach (var line in File.ReadLines(path))
        {
            if (line.StartsWith("namespace ", StringComparison.Ordinal))
            {
                space = line["namespace ".Length..];
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal))
            {
                members.Add(line[4..]);
            }
            else if (line.StartsWith("  ", StringComparison.Ordinal))
            {
                members = [];
                types.Add(new ApiType(space, line[2..], members));
            }
        }

        return types.ToDictionary(type => (type.Namespace, type.Name));
    }
}
