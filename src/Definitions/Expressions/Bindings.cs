using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Pipelines.Definitions.Expressions;

/// <summary>Bindings held in a dictionary.</summary>
public sealed class Bindings(IReadOnlyDictionary<string, Value> values) : IBindings
{
    /// <summary>No names at all.</summary>
    public static Bindings None { get; } = new(ImmutableDictionary<string, Value>.Empty);

    /// <inheritdoc/>
    public bool TryGet(string name, [NotNullWhen(true)] out Value? value) => values.TryGetValue(name, out value);
}
