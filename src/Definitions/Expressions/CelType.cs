using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions;

/// <summary>The type of an expression, as the checker sees it.</summary>
public abstract record CelType
{
    private CelType()
    {
    }

    /// <summary>Not known before evaluation: goes with everything.</summary>
    public static CelType Dyn { get; } = new Named("dyn", []);

    /// <summary>true or false.</summary>
    public static CelType Bool { get; } = new Named("bool", []);

    /// <summary>A signed integer of 64 bits.</summary>
    public static CelType Int { get; } = new Named("int", []);

    /// <summary>An unsigned integer of 64 bits.</summary>
    public static CelType UInt { get; } = new Named("uint", []);

    /// <summary>An IEEE number of 64 bits.</summary>
    public static CelType Double { get; } = new Named("double", []);

    /// <summary>Unicode text.</summary>
    public static CelType Text { get; } = new Named("string", []);

    /// <summary>Bytes.</summary>
    public static CelType Bytes { get; } = new Named("bytes", []);

    /// <summary>The type of null.</summary>
    public static CelType Null { get; } = new Named("null_type", []);

    /// <summary>A point in time.</summary>
    public static CelType Timestamp { get; } = new Named("timestamp", []);

    /// <summary>A length of time.</summary>
    public static CelType Duration { get; } = new Named("duration", []);

    /// <summary>True for <see cref="Dyn"/>.</summary>
    public bool IsDyn => this is Named { Name: "dyn" };

    /// <summary>Returns the type of lists with elements of <paramref name="element"/>.</summary>
    public static CelType List(CelType element) => new Named("list", [element]);

    /// <summary>Returns the type of maps from <paramref name="key"/> to <paramref name="value"/>.</summary>
    public static CelType Map(CelType key, CelType value) => new Named("map", [key, value]);

    /// <summary>A map with known fields.</summary>
    /// <param name="fields">The fields, each with its type.</param>
    /// <param name="open">True when there may be other fields, whose types are not known.</param>
    public static CelType RecordOf(IReadOnlyDictionary<string, CelType> fields, bool open = false) =>
        new Record(fields, open);

    /// <summary>Reads a type's text: <c>map(string, list(int))</c>; a single capital letter is a type
    /// parameter.</summary>
    /// <exception cref="FormatException">The text is no type.</exception>
    public static CelType Parse(string text) => Checking.TypeText.Parse(text);

    /// <summary>A type by name, with its parameters.</summary>
    public sealed record Named(string Name, ImmutableArray<CelType> Parameters) : CelType
    {
        /// <inheritdoc/>
        public bool Equals(Named? other) =>
            other is not null && Name == other.Name && Parameters.SequenceEqual(other.Parameters);

        /// <inheritdoc/>
        public override int GetHashCode() => HashCode.Combine(Name, Parameters.Length);

        /// <inheritdoc/>
        public override string ToString() =>
            Parameters.IsEmpty ? Name : $"{Name}({string.Join(", ", Parameters)})";
    }

    /// <summary>A map with known fields; equal only to itself.</summary>
    public sealed record Record(IReadOnlyDictionary<string, CelType> Fields, bool Open) : CelType
    {
        /// <inheritdoc/>
        public override string ToString() => "map(string, dyn)";
    }

    /// <summary>A type that the call's arguments decide.</summary>
    public sealed record Parameter(string Name) : CelType
    {
        /// <inheritdoc/>
        public override string ToString() => Name;
    }
}
