using System.Collections.Frozen;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Names as values: bindings first, then the names of types.</summary>
internal static class NameLookup
{
    private static readonly FrozenSet<string> TypeNames = FrozenSet.Create(
        StringComparer.Ordinal,
        "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type", "optional_type",
        "google.protobuf.Timestamp", "google.protobuf.Duration", "net.IP", "net.CIDR");

    public static bool IsTypeName(string name) => TypeNames.Contains(name);

    /// <summary>Returns what the name stands for; null when it stands for nothing.</summary>
    public static Value? Find(IBindings bindings, string name, bool absolute)
    {
        if (bindings is INamespacedBindings { Container: { Length: > 0 } container } && !absolute)
        {
            foreach (var candidate in Candidates(container, name))
            {
                if (bindings.TryGet(candidate, out var found)) return found;
            }
        }
        else if (bindings.TryGet(name, out var value))
        {
            return value;
        }

        return IsTypeName(name) ? new Value.Type(name) : null;
    }

    /// <summary>Returns the name within the container, then within each outer one, then by itself.</summary>
    public static IEnumerable<string> Candidates(string container, string name)
    {
        while (container.Length > 0)
        {
            yield return $"{container}.{name}";
            container = container.LastIndexOf('.') is var dot and >= 0 ? container[..dot] : "";
        }

        yield return name;
    }
}
