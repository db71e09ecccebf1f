using System.Collections;

namespace Pipelines.Workflows.Scheduling.Binding;

/// <summary>Names that are collected when somebody goes through them, which a look-up never does.</summary>
internal sealed class NameCollection(Func<IReadOnlyCollection<string>> collect) : IReadOnlyCollection<string>
{
    private readonly Lazy<IReadOnlyCollection<string>> _names = new(collect, LazyThreadSafetyMode.None);

    /// <inheritdoc/>
    public int Count => _names.Value.Count;

    /// <inheritdoc/>
    public IEnumerator<string> GetEnumerator() => _names.Value.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
