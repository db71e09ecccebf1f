using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Workflows.Running;

/// <summary>The handlers of one instance: the definition's, until the workflow changes them.</summary>
internal sealed class HandlerTable<T>(
    IReadOnlyDictionary<string, T> defined,
    Action checkWritable,
    Func<T, string?> nameOf,
    Action<string>? onSet) : IDictionary<string, T>
    where T : class
{
    private Dictionary<string, T>? _own;

    public int Count => _own?.Count ?? defined.Count;

    public bool IsReadOnly => false;

    public ICollection<string> Keys => Own.Keys;

    public ICollection<T> Values => Own.Values;

    private Dictionary<string, T> Own => _own ??= new(defined, StringComparer.Ordinal);

    public T this[string key]
    {
        get => Own[key];
        set
        {
            Check(key, value);
            Own[key] = value;
            onSet?.Invoke(key);
        }
    }

    public T? Find(string key)
    {
        if (_own != null)
            return _own.TryGetValue(key, out var own) ? own : null;
        return defined.TryGetValue(key, out var found) ? found : null;
    }

    public void Add(string key, T value)
    {
        Check(key, value);
        Own.Add(key, value);
        onSet?.Invoke(key);
    }

    public void Add(KeyValuePair<string, T> item) => Add(item.Key, item.Value);

    public void Clear()
    {
        checkWritable();
        Own.Clear();
    }

    public bool Contains(KeyValuePair<string, T> item) => ((ICollection<KeyValuePair<string, T>>)Own).Contains(item);

    public bool ContainsKey(string key) => Find(key) != null;

    public void CopyTo(KeyValuePair<string, T>[] array, int arrayIndex) =>
        ((ICollection<KeyValuePair<string, T>>)Own).CopyTo(array, arrayIndex);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => Own.GetEnumerator();

    public bool Remove(string key)
    {
        checkWritable();
        return Own.Remove(key);
    }

    public bool Remove(KeyValuePair<string, T> item)
    {
        checkWritable();
        return ((ICollection<KeyValuePair<string, T>>)Own).Remove(item);
    }

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value)
    {
        value = Find(key);
        return value != null;
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Check(string key, T value)
    {
        checkWritable();
        ArgumentNullException.ThrowIfNull(value);
        var name = nameOf(value)
            ?? throw new ArgumentException($"The handler set as '{key}' is dynamic; set it as the dynamic one.");
        if (name != key)
            throw new ArgumentException($"The handler set as '{key}' is named '{name}'.");
    }
}
