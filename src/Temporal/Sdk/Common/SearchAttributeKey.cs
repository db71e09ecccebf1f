using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Enums.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>Name and type of a search attribute.</summary>
[SuppressMessage("Design", "CA1036", Justification = "The official type has no comparison operators.")]
public class SearchAttributeKey : IComparable<SearchAttributeKey>
{
    private protected SearchAttributeKey(string name, IndexedValueType valueType) =>
        (Name, ValueType) = (name, valueType);

    /// <summary>Gets the name.</summary>
    public string Name { get; }

    /// <summary>Gets the type of the values.</summary>
    public IndexedValueType ValueType { get; }

    /// <summary>Makes a key for yes or no.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<bool> CreateBool(string name) => new(name, IndexedValueType.Bool);

    /// <summary>Makes a key for points in time.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<DateTimeOffset> CreateDateTimeOffset(string name) =>
        new(name, IndexedValueType.Datetime);

    /// <summary>Makes a key for floating-point numbers.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<double> CreateDouble(string name) => new(name, IndexedValueType.Double);

    /// <summary>Makes a key for strings that are compared as a whole.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<string> CreateKeyword(string name) => new(name, IndexedValueType.Keyword);

    /// <summary>Makes a key for lists of such strings.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<IReadOnlyCollection<string>> CreateKeywordList(string name) =>
        new(name, IndexedValueType.KeywordList);

    /// <summary>Makes a key for whole numbers.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<long> CreateLong(string name) => new(name, IndexedValueType.Int);

    /// <summary>Makes a key for texts that are searched by word.</summary>
    /// <param name="name">Name of the attribute.</param>
    /// <returns>The key.</returns>
    public static SearchAttributeKey<string> CreateText(string name) => new(name, IndexedValueType.Text);

    /// <inheritdoc />
    public int CompareTo(SearchAttributeKey? other) =>
        other == null ? 1 : string.CompareOrdinal(Name, other.Name) is var byName && byName != 0
            ? byName
            : ValueType.CompareTo(other.ValueType);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SearchAttributeKey);

    /// <summary>Tells whether the other key has the same name and type.</summary>
    /// <param name="other">The other key.</param>
    /// <returns>True when equal.</returns>
    public bool Equals(SearchAttributeKey? other) =>
        other != null && Name == other.Name && ValueType == other.ValueType;

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Name, ValueType);

    internal static SearchAttributeKey Untyped(string name, IndexedValueType type) => type switch
    {
        IndexedValueType.Bool => CreateBool(name),
        IndexedValueType.Datetime => CreateDateTimeOffset(name),
        IndexedValueType.Double => CreateDouble(name),
        IndexedValueType.Int => CreateLong(name),
        IndexedValueType.KeywordList => CreateKeywordList(name),
        IndexedValueType.Text => CreateText(name),
        _ => CreateKeyword(name),
    };
}

/// <summary>Name and type of a search attribute, with the type known to the compiler.</summary>
/// <typeparam name="T">Type of the values.</typeparam>
public class SearchAttributeKey<T> : SearchAttributeKey
    where T : notnull
{
    internal SearchAttributeKey(string name, IndexedValueType valueType)
        : base(name, valueType)
    {
    }

    /// <summary>Makes an update that sets a value.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The update.</returns>
    public SearchAttributeUpdate<T> ValueSet(T value) => SearchAttributeUpdate.ValueSet(this, value);

    /// <summary>Makes an update that removes the value.</summary>
    /// <returns>The update.</returns>
    public SearchAttributeUpdate<T> ValueUnset() => SearchAttributeUpdate.ValueUnset(this);
}
