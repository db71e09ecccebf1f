using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A change of one search attribute.</summary>
public abstract class SearchAttributeUpdate
{
    private protected SearchAttributeUpdate(bool hasValue) => HasValue = hasValue;

    /// <summary>Gets a value indicating whether a value is set; false when it is removed.</summary>
    public bool HasValue { get; }

    /// <summary>Gets the key.</summary>
    public abstract SearchAttributeKey UntypedKey { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="InvalidOperationException">The update removes the value.</exception>
    public abstract object UntypedValue { get; }

    /// <summary>Makes an update that sets a value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The attribute.</param>
    /// <param name="value">The value.</param>
    /// <returns>The update.</returns>
    public static SearchAttributeUpdate<T> ValueSet<T>(SearchAttributeKey<T> key, T value)
        where T : notnull => new(key, true, value);

    /// <summary>Makes an update that removes the value.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="key">The attribute.</param>
    /// <returns>The update.</returns>
    public static SearchAttributeUpdate<T> ValueUnset<T>(SearchAttributeKey<T> key)
        where T : notnull => new(key, false, default);
}

/// <summary>A change of one search attribute, typed.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public class SearchAttributeUpdate<T> : SearchAttributeUpdate
    where T : notnull
{
    private readonly T? _value;

    internal SearchAttributeUpdate(SearchAttributeKey<T> key, bool hasValue, T? value)
        : base(hasValue) => (Key, _value) = (key, value);

    /// <summary>Gets the key.</summary>
    public SearchAttributeKey<T> Key { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="InvalidOperationException">The update removes the value.</exception>
    public T Value => HasValue
        ? _value!
        : throw new InvalidOperationException($"The update of search attribute '{Key.Name}' removes its value.");

    /// <inheritdoc />
    public override SearchAttributeKey UntypedKey => Key;

    /// <inheritdoc />
    public override object UntypedValue => Value;
}
