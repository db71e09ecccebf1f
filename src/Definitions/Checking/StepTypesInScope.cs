using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>The steps that can be seen from a block, each with the type of what it offers. Types are found when they
/// are asked for.</summary>
internal sealed class StepTypesInScope(BlockDraft scope, Func<StepDraft, CelType> typeOf)
    : IReadOnlyDictionary<string, CelType>
{
    public IEnumerable<string> Keys => NamesIn(scope);

    public IEnumerable<CelType> Values => Keys.Select(k => this[k]);

    public int Count => Keys.Count();

    public CelType this[string key] => TryGetValue(key, out var type) ? type : throw new KeyNotFoundException(key);

    /// <summary>Returns the names of all steps that can be seen from a block, the nearest first.</summary>
    public static IEnumerable<string> NamesIn(BlockDraft scope)
    {
        for (var block = scope; block is not null; block = block.Parent)
        {
            foreach (var step in block.Steps) yield return step.Name;
        }
    }

    public bool ContainsKey(string key) => scope.Lookup(key) is not null;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out CelType value)
    {
        value = scope.Lookup(key) is { } step ? typeOf(step) : null;
        return value is not null;
    }

    public IEnumerator<KeyValuePair<string, CelType>> GetEnumerator() =>
        Keys.Select(k => KeyValuePair.Create(k, this[k])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
