using System.Diagnostics.CodeAnalysis;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Keys compare across number types: int 1, uint 1 and double 1.0 find the same entry.</summary>
internal sealed class MapKey : IEqualityComparer<Value>
{
    public static MapKey Comparer { get; } = new();

    /// <summary>True when a map literal may have a key of this type.</summary>
    public static bool IsAllowed(Value key) => key is Value.Bool or Value.Int or Value.UInt or Value.Text;

    /// <summary>Returns the form in which a key is looked up; null when no map can have such a key.</summary>
    public static Value? Normalize(Value key) => key switch
    {
        Value.Int or Value.Bool or Value.Text => key,
        Value.UInt u => u.Number <= long.MaxValue ? new Value.Int((long)u.Number) : u,
        Value.Double d => FromDouble(d.Number),
        _ => null,
    };

    public bool Equals(Value? x, Value? y) => x is not null && y is not null && Same(x, y);

    /// <summary>Mixes both halves of a number: .NET's own hash only xors them, so that chosen numbers would all
    /// collide.</summary>
    public int GetHashCode([DisallowNull] Value obj) => Normalize(obj) switch
    {
        Value.Int number => HashCode.Combine((int)number.Number, (int)(number.Number >> 32)),
        Value.UInt number => HashCode.Combine((int)number.Number, (int)(number.Number >> 32)),
        Value.Text text => text.Content.GetHashCode(StringComparison.Ordinal),
        Value.Bool truth => truth.Truth ? 1 : 2,
        _ => 0,
    };

    private static bool Same(Value x, Value y)
    {
        var left = Normalize(x);
        return left is not null && left.Equals(Normalize(y));
    }

    private static Value? FromDouble(double number)
    {
        if (number != Math.Truncate(number)) return null;
        if (number is >= -9223372036854775808.0 and < 9223372036854775808.0) return new Value.Int((long)number);
        return number is >= 9223372036854775808.0 and < 18446744073709551616.0 ? new Value.UInt((ulong)number) : null;
    }
}
