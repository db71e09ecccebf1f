namespace Temporalio.Workflows;

/// <summary>A change of one memo field.</summary>
public class MemoUpdate
{
    private readonly object? _value;

    private MemoUpdate(string key, bool hasValue, object? value)
    {
        UntypedKey = key;
        HasValue = hasValue;
        _value = value;
    }

    /// <summary>Gets a value indicating whether the field is set, not removed.</summary>
    public bool HasValue { get; }

    /// <summary>Gets the field's name.</summary>
    public string UntypedKey { get; }

    /// <summary>Gets the value.</summary>
    /// <exception cref="InvalidOperationException">The update removes the field.</exception>
    public object UntypedValue => HasValue
        ? _value!
        : throw new InvalidOperationException(
            $"The update of memo field '{UntypedKey}' removes it; there is no value.");

    /// <summary>Sets a field.</summary>
    /// <param name="key">The field.</param>
    /// <param name="value">The value, not null.</param>
    /// <returns>The update.</returns>
    public static MemoUpdate ValueSet(string key, object value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(key, true, value);
    }

    /// <summary>Removes a field.</summary>
    /// <param name="key">The field.</param>
    /// <returns>The update.</returns>
    public static MemoUpdate ValueUnset(string key) => new(key, false, null);
}
