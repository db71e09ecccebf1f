using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions;

/// <summary>A value of CEL. Immutable; equality is strict (int 1 is not uint 1, NaN is NaN), unlike CEL's
/// <c>==</c>.</summary>
public abstract record Value
{
    private Value()
    {
    }

    /// <summary>null.</summary>
    public static Value NullValue { get; } = new Null();

    /// <summary>true.</summary>
    public static Value True { get; } = new Bool(true);

    /// <summary>false.</summary>
    public static Value False { get; } = new Bool(false);

    /// <summary>The name of the value's type, as CEL's <c>type()</c> shows it.</summary>
    public string TypeName => this switch
    {
        Null => "null_type",
        Bool => "bool",
        Int => "int",
        UInt => "uint",
        Double => "double",
        Text => "string",
        Bytes => "bytes",
        Timestamp => "google.protobuf.Timestamp",
        Duration => "google.protobuf.Duration",
        List => "list",
        Map => "map",
        Type => "type",
        Optional => "optional_type",
        Address => "net.IP",
        Network => "net.CIDR",
        _ => "unknown",
    };

    /// <summary>Size with all that it holds, in characters and elements.</summary>
    internal virtual long Weight => 1;

    /// <summary>How deep lists, maps and optionals nest; 1 for a plain value.</summary>
    internal virtual int Depth => 1;

    /// <summary>Returns true or false.</summary>
    public static Value Of(bool value) => value ? True : False;

    /// <summary>Returns a signed integer.</summary>
    public static Value Of(long value) => new Int(value);

    /// <summary>Returns a floating-point number.</summary>
    public static Value Of(double value) => new Double(value);

    /// <summary>Returns text.</summary>
    public static Value Of(string value) => new Text(value);

    /// <summary>Returns a list.</summary>
    public static Value Of(IEnumerable<Value> items) => new List([.. items]);

    /// <summary>Returns a map with text keys; of entries with one key the last counts.</summary>
    public static Value Of(IEnumerable<KeyValuePair<string, Value>> entries) => new Map(MapEntries.OfText(entries));

    /// <summary>null.</summary>
    public sealed record Null : Value;

    /// <summary>true or false.</summary>
    public sealed record Bool(bool Truth) : Value;

    /// <summary>A signed integer.</summary>
    public sealed record Int(long Number) : Value;

    /// <summary>An unsigned integer.</summary>
    public sealed record UInt(ulong Number) : Value;

    /// <summary>A floating-point number.</summary>
    public sealed record Double(double Number) : Value;

    /// <summary>Unicode text.</summary>
    public sealed record Text(string Content) : Value
    {
        internal override long Weight => Content.Length + 1L;
    }

    /// <summary>Bytes.</summary>
    public sealed record Bytes(ImmutableArray<byte> Content) : Value
    {
        internal override long Weight => Content.Length + 1L;

        /// <inheritdoc/>
        public bool Equals(Bytes? other) => other is not null && Content.AsSpan().SequenceEqual(other.Content.AsSpan());

        /// <inheritdoc/>
        public override int GetHashCode()
        {
            var hash = new HashCode();
            hash.AddBytes(Content.AsSpan());
            return hash.ToHashCode();
        }
    }

    /// <summary>A point in time of the years 1 to 9999.</summary>
    /// <param name="Seconds">Whole seconds since 1970-01-01T00:00:00Z, rounded down.</param>
    /// <param name="Nanoseconds">The rest, 0 to 999,999,999.</param>
    public sealed record Timestamp(long Seconds, int Nanoseconds) : Value;

    /// <summary>A length of time in nanoseconds: some 292 years at most, forwards or backwards.</summary>
    public sealed record Duration(long Nanoseconds) : Value;

    /// <summary>A list.</summary>
    public sealed record List(ImmutableArray<Value> Items) : Value
    {
        internal override long Weight { get; } = Items.Aggregate(1L, (sum, item) => Weights.Add(sum, item.Weight));

        internal override int Depth { get; } = Items.Aggregate(1, (depth, item) => Math.Max(depth, item.Depth + 1));

        /// <inheritdoc/>
        public bool Equals(List? other) => other is not null && Items.SequenceEqual(other.Items);

        /// <inheritdoc/>
        public override int GetHashCode() => Items.Aggregate(17, HashCode.Combine);
    }

    /// <summary>A map from bool, int, uint or text to values; the order of the entries is kept but means
    /// nothing.</summary>
    public sealed record Map(IMapEntries Entries) : Value
    {
        internal override long Weight => Entries.Weight;

        internal override int Depth => Entries is MapEntries held ? held.Depth : MapEntries.AssumedDepth;

        /// <summary>Looks a text key up.</summary>
        public bool TryGet(string key, [NotNullWhen(true)] out Value? value) =>
            Entries.TryGet(new Text(key), out value);

        /// <inheritdoc/>
        public bool Equals(Map? other) =>
            other is not null && Entries.Count == other.Entries.Count
            && Entries.All(e => other.Entries.TryGet(e.Key, out var value) && e.Value.Equals(value));

        /// <inheritdoc/>
        public override int GetHashCode() => Entries.Count;
    }

    /// <summary>A type as a value.</summary>
    public sealed record Type(string Name) : Value;

    /// <summary>A value that may be absent (then <paramref name="Held"/> is null).</summary>
    public sealed record Optional(Value? Held) : Value
    {
        internal override long Weight => Held is null ? 1 : Weights.Add(1, Held.Weight);

        internal override int Depth { get; } = Held is null ? 1 : Held.Depth + 1;
    }

    /// <summary>An IP address; an IPv4 address mapped into IPv6 is held as IPv4.</summary>
    /// <param name="Octets">4 or 16 bytes, the most significant first.</param>
    public sealed record Address(ImmutableArray<byte> Octets) : Value
    {
        /// <inheritdoc/>
        public bool Equals(Address? other) => other is not null && Octets.SequenceEqual(other.Octets);

        /// <inheritdoc/>
        public override int GetHashCode() => Octets.Aggregate(17, HashCode.Combine);
    }

    /// <summary>A range of IP addresses: an address, and how many of its leading bits count.</summary>
    public sealed record Network(Address Base, int PrefixLength) : Value;
}
