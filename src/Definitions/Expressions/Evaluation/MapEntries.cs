using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Entries held in memory, in the order in which they were given.</summary>
internal sealed class MapEntries : IMapEntries
{
    /// <summary>What is assumed of entries that another class holds: JSON is not read any deeper.</summary>
    public const int AssumedDepth = 64;

    private const int SmallCount = 8;
    private readonly ImmutableArray<KeyValuePair<Value, Value>> _ordered;
    private readonly Dictionary<Value, Value>? _byKey;

    /// <param name="entries">Entries whose keys are all different.</param>
    public MapEntries(ImmutableArray<KeyValuePair<Value, Value>> entries)
    {
        _ordered = entries;
        Weight = 1;
        Depth = 1;
        foreach (var (key, value) in entries)
        {
            Weight = Weights.Add(Weight, Weights.Add(key.Weight, value.Weight));
            Depth = Math.Max(Depth, value.Depth + 1);
        }

        if (entries.Length > SmallCount) _byKey = new Dictionary<Value, Value>(entries, MapKey.Comparer);
    }

    public static MapEntries Empty { get; } = new([]);

    public long Weight { get; }

    public int Depth { get; }

    public int Count => _ordered.Length;

    public static MapEntries OfText(IEnumerable<KeyValuePair<string, Value>> entries)
    {
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        var ordered = ImmutableArray.CreateBuilder<KeyValuePair<Value, Value>>();
        foreach (var (key, value) in entries)
        {
            var entry = KeyValuePair.Create<Value, Value>(new Value.Text(key), value);
            if (positions.TryAdd(key, ordered.Count)) ordered.Add(entry);
            else ordered[positions[key]] = entry;
        }

        return new MapEntries(ordered.ToImmutable());
    }

    public bool TryGet(Value key, [NotNullWhen(true)] out Value? value)
    {
        value = null;
        if (MapKey.Normalize(key) is not { } wanted) return false;
        if (_byKey is not null) return _byKey.TryGetValue(wanted, out value);
        foreach (var entry in _ordered)
        {
            if (!MapKey.Comparer.Equals(entry.Key, wanted)) continue;
            value = entry.Value;
            return true;
        }

        return false;
    }

    public IEnumerator<KeyValuePair<Value, Value>> GetEnumerator() => _ordered.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
