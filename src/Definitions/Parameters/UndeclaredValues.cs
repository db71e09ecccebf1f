using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Parameters;

/// <summary>Reads values whose type nobody declared: each shows its type by itself. Pure.</summary>
public static class UndeclaredValues
{
    /// <summary>Reads a map from names to values, in YAML or JSON.</summary>
    /// <param name="file">The text; an empty one holds no values.</param>
    /// <returns>The values, null exactly when there are errors; and all faults.</returns>
    public static (
        IReadOnlyDictionary<string, JsonElement>? Values, IReadOnlyList<Diagnostic> Diagnostics) Read(SourceText file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var bag = new DiagnosticBag(file);
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        switch (YamlReader.Read(bag))
        {
            case YamlNode.Mapping map:
                foreach (var entry in map.Entries) values[entry.Name] = YamlJson.ToJson(entry.Value, bag);
                break;
            case YamlNode.Scalar { Value: CoreValue.Nothing } or null:
                break;
            case var other:
                bag.Error(
                    DiagnosticCodes.ValueForm,
                    other.Span,
                    $"a map from names to values belongs here, but this is {other.Kind}.",
                    "for example 'rate: 0.5'");
                break;
        }

        return (bag.HasErrors ? null : values, bag.ToList());
    }

    /// <summary>
    /// Reads one value as a command line has it: a list, a map or quoted text in YAML or JSON; a number, <c>true</c>,
    /// <c>false</c> or <c>null</c>; all else is text.
    /// </summary>
    /// <param name="name">What the text is known by in faults.</param>
    /// <param name="text">The value.</param>
    /// <returns>The value, null exactly when there are errors; and all faults.</returns>
    public static (JsonElement? Value, IReadOnlyList<Diagnostic> Diagnostics) Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isYaml = text.AsSpan().TrimStart() is ['[' or '{' or '"' or '\'', ..]
            || CoreValue.Of(text.Trim()) is not CoreValue.Words;
        if (!isYaml || text.Length == 0) return (YamlJson.Of(text), []);
        var bag = new DiagnosticBag(new SourceText(name, text));
        var value = YamlReader.Read(bag) is { } node ? YamlJson.ToJson(node, bag) : (JsonElement?)null;
        return (bag.HasErrors ? null : value, bag.ToList());
    }
}
