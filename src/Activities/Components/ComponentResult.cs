using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Pipelines.Activities.Components;

/// <summary>What a component's method returns, and how parts of it are read by name.</summary>
internal sealed class ComponentResult
{
    private readonly Dictionary<string, Func<object, object?>> _parts = new(StringComparer.Ordinal);

    public ComponentResult(Type type, IList<string?>? tupleNames)
    {
        if (typeof(ITuple).IsAssignableFrom(type) && tupleNames is not null)
        {
            for (var i = 0; i < tupleNames.Count && i < type.GetGenericArguments().Length; i++)
            {
                var index = i;
                if (tupleNames[i] is { } name) _parts[ComponentName.Normalize(name)] = value => ((ITuple)value)[index];
            }
        }
        else if (HasParts(type))
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.GetIndexParameters().Length > 0 || property.GetMethod is not { } getter) continue;
                var read = MethodInvoker.Create(getter);
                _parts[ComponentName.Normalize(property.Name)] = value => read.Invoke(value);
            }
        }
    }

    /// <summary>True when the result has a part of that name.</summary>
    public bool Has(string normalized) => _parts.ContainsKey(normalized);

    /// <summary>Returns a part of <paramref name="result"/>.</summary>
    public object? Read(object result, string normalized) => _parts[normalized](result);

    // Content and plain JSON are one value, whatever properties their types have.
    private static bool HasParts(Type type) =>
        !type.IsPrimitive && type != typeof(string) && type != typeof(decimal) && type != typeof(JsonElement)
            && type != typeof(Table) && type != typeof(object)
        && !typeof(Stream).IsAssignableFrom(type) && !typeof(FileSystemInfo).IsAssignableFrom(type)
        && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
        && type != typeof(Pipelines.Definitions.Contracts.ArtifactReference);
}
