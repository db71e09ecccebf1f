using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Temporalio.Api.Common.V1;
using Temporalio.Workflows;

namespace Temporalio.Common;

/// <summary>Search attributes by key. Immutable; a builder makes new ones.</summary>
[SuppressMessage("Naming", "CA1710", Justification = "The official name ends in Collection.")]
public class SearchAttributeCollection : IReadOnlyCollection<SearchAttributeKey>
{
    /// <summary>The collection with nothing in it.</summary>
    public static readonly SearchAttributeCollection Empty = new(new Dictionary<SearchAttributeKey, object>());

    internal SearchAttributeCollection(IReadOnlyDictionary<SearchAttributeKey, object> values) =>
        UntypedValues = values;

    /// <inheritdoc />
    public int Count => UntypedValues.Count;

    /// <summary>Gets all values by key.</summary>
    public IReadOnlyDictionary<SearchAttributeKey, object> UntypedValues { get; }

    /// <summary>Reads the wire form. Attributes without a known type are left out.</summary>
    /// <param name="searchAttributes">The wire form.</param>
    /// <returns>The collection.</returns>
    public static SearchAttributeCollection FromProto(SearchAttributes searchAttributes)
    {
        ArgumentNullException.ThrowIfNull(searchAttributes);
        var values = new Dictionary<SearchAttributeKey, object>(searchAttributes.IndexedFields.Count);
        foreach (var (name, payload) in searchAttributes.IndexedFields)
        {
            if (SearchAttributePayload.FromPayload(name, payload) is var (key, value))
            {
                values[key] = value;
            }
        }

        return values.Count == 0 ? Empty : new(values);
    }

    /// <summary>Tells whether the key has a value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>True when it has.</returns>
    public bool ContainsKey<T>(SearchAttributeKey<T> key)
        where T : notnull => UntypedValues.ContainsKey(key);

    /// <summary>Tells whether a key of this name, of any type, has a value.</summary>
    /// <param name="key">The name.</param>
    /// <returns>True when it has.</returns>
    public bool ContainsKey(string key) => UntypedValues.Keys.Any(known => known.Name == key);

    /// <summary>Returns the value of a key.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <returns>The value.</returns>
    /// <exception cref="KeyNotFoundException">The key has no value.</exception>
    public T Get<T>(SearchAttributeKey<T> key)
        where T : notnull => (T)UntypedValues[key];

    /// <summary>Returns the value of a key, if it has one.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <returns>True when it has one.</returns>
    public bool TryGetValue<T>(SearchAttributeKey<T> key, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        var found = UntypedValues.TryGetValue(key, out var untyped);
        value = found ? (T)untyped! : default;
        return found;
    }

    /// <inheritdoc />
    public IEnumerator<SearchAttributeKey> GetEnumerator() => UntypedValues.Keys.GetEnumerator();

    /// <inheritdoc />
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Writes the wire form.</summary>
    /// <returns>The wire form.</returns>
    public SearchAttributes ToProto()
    {
        var proto = new SearchAttributes();
        foreach (var (key, value) in UntypedValues)
        {
            proto.IndexedFields[key.Name] = SearchAttributePayload.ToPayload(key, value);
        }

        return proto;
    }

    internal SearchAttributeCollection ApplyUpdates(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        var values = new Dictionary<SearchAttributeKey, object>(UntypedValues);
        foreach (var update in updates)
        {
            if (update.HasValue)
            {
                values[update.UntypedKey] = update.UntypedValue;
            }
            else
            {
                values.Remove(update.UntypedKey);
            }
        }

        return new(values);
    }

    /// <summary>Collects search attributes.</summary>
    public class Builder
    {
        private readonly Dictionary<SearchAttributeKey, object> _values = [];

        /// <summary>Initializes a new instance of the <see cref="Builder"/> class with nothing set.</summary>
        public Builder()
        {
        }

        /// <summary>Initializes a new instance of the <see cref="Builder"/> class.</summary>
        /// <param name="searchAttributes">What is set at the start.</param>
        public Builder(SearchAttributeCollection searchAttributes) => Set(searchAttributes);

        /// <summary>Sets a value.</summary>
        /// <typeparam name="T">Type of the value.</typeparam>
        /// <param name="key">The key.</param>
        /// <param name="value">The value.</param>
        /// <returns>This builder.</returns>
        public Builder Set<T>(SearchAttributeKey<T> key, T value)
            where T : notnull
        {
            ArgumentNullException.ThrowIfNull(value);
            _values[key] = value;
            return this;
        }

        /// <summary>Sets all values of a collection.</summary>
        /// <param name="searchAttributes">The collection.</param>
        /// <returns>This builder.</returns>
        public Builder Set(SearchAttributeCollection searchAttributes)
        {
            ArgumentNullException.ThrowIfNull(searchAttributes);
            foreach (var (key, value) in searchAttributes.UntypedValues)
            {
                _values[key] = value;
            }

            return this;
        }

        /// <summary>Removes a value.</summary>
        /// <param name="key">The key.</param>
        /// <returns>This builder.</returns>
        public Builder Unset(SearchAttributeKey key)
        {
            _values.Remove(key);
            return this;
        }

        /// <summary>Removes the values of all keys of this name.</summary>
        /// <param name="name">The name.</param>
        /// <returns>This builder.</returns>
        public Builder Unset(string name)
        {
            foreach (var key in _values.Keys.Where(key => key.Name == name).ToList())
            {
                _values.Remove(key);
            }

            return this;
        }

        /// <summary>Makes the collection.</summary>
        /// <returns>A collection that later calls to this builder do not change.</returns>
        public SearchAttributeCollection ToSearchAttributeCollection() =>
            new(new Dictionary<SearchAttributeKey, object>(_values));
    }
}
