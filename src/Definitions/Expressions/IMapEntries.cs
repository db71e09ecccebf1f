using System.Diagnostics.CodeAnalysis;

namespace Pipelines.Definitions.Expressions;

/// <summary>The entries of a map value. Implement it where building all entries for one look-up would cost too
/// much.</summary>
/// <remarks>Reading must be free of effects and always give the same entries in the same order.</remarks>
[SuppressMessage("Naming", "CA1710", Justification = "Entries is the plural that the rule asks for.")]
public interface IMapEntries : IReadOnlyCollection<KeyValuePair<Value, Value>>
{
    /// <summary>Size of the map with all that it holds, in characters and elements; an estimate is enough. At least
    /// 1.</summary>
    long Weight { get; }

    /// <summary>Looks a key up. Keys are bool, int, uint and text; int and uint of one number are the same
    /// key.</summary>
    bool TryGet(Value key, [NotNullWhen(true)] out Value? value);
}
