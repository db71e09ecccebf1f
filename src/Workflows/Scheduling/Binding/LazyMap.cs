using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>A map whose values are made when they are asked for.</summary>
/// <param name="names">The keys, in order.</param>
/// <param name="read">Makes the value of a key; null when there is no such key.</param>
internal sealed class LazyMap(IReadOnlyCollection<string> names, Func<string, Value?> read) : IMapEntries
{
    /// <inheritdoc/>
    public int Count => names.Count;

    /// <inheritdoc/>
    public long Weight => 1; // counting would make the names, which a look-up does not need

    /// <inheritdoc/>
    public bool TryGet(Value key, [NotNullWhen(true)] out Value? value)
    {
        value = key is Value.Text text ? read(text.Content) : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<Value, Value>> GetEnumerator() =>
        names.Select(name => KeyValuePair.Create(Value.Of(name), read(name)!)).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
