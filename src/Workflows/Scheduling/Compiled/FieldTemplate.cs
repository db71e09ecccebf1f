using System.Text.Json;
using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Binding;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A field whose strings may hold <c>${{ … }}</c>.</summary>
internal sealed class FieldTemplate
{
    private readonly JsonElement _source;
    private readonly TemplateTree _tree;
    private readonly JsonElement? _constant;

    private FieldTemplate(string field, JsonElement source, TemplateTree tree)
    {
        (Field, _source, _tree) = (field, source, tree);

        // Where nothing is escaped the source is the value, to the last digit.
        if (tree is not TemplateTree.Constant constant) return;
        var isEscaped = source.GetRawText().Contains("${{", StringComparison.Ordinal);
        _constant = isEscaped ? ValueJson.ToElement(constant.Value) : source;
    }

    /// <summary>The field, such as <c>inputs.data</c>.</summary>
    public string Field { get; }

    /// <summary>What it reads.</summary>
    public IEnumerable<Reference> References => _tree.References;

    /// <summary>Parses every string of the value.</summary>
    /// <param name="path">Path of the step, or null for the pipeline's own fields.</param>
    /// <param name="field">The field.</param>
    /// <param name="source">Its value.</param>
    /// <exception cref="DefinitionException">A string is no template.</exception>
    public static FieldTemplate Parse(string? path, string field, JsonElement source)
    {
        var parsed = TemplateTree.Parse(source);
        if (parsed.Tree is { } tree) return new FieldTemplate(field, source, tree);
        var where = path is null ? field : $"steps.{path}.{field}";
        var (text, fault) = (Shown.Cut(source.GetRawText()), parsed.Faults[0].Fault.Message);
        throw new DefinitionException(DefinitionException.Invalid, $"{where}: {text}: {fault}");
    }

    /// <summary>Its value.</summary>
    /// <exception cref="FieldException">An expression in it has none.</exception>
    public Value Evaluate(FlowBindings bindings)
    {
        if (_tree.Evaluate(bindings, out var error) is { } value) return value;
        var where = $"{Field}{error!.Path[1..]}: {Culprit(_source, bindings)}";
        throw new FieldException($"{where}: {error.Error.Message}{bindings.Explain(_tree.References)}");
    }

    /// <summary>Its value as JSON.</summary>
    /// <exception cref="FieldException">An expression in it has none.</exception>
    public JsonElement EvaluateJson(FlowBindings bindings) =>
        _constant ?? ValueJson.ToElement(Evaluate(bindings));

    /// <summary>Its value as text: JSON where it is not text already.</summary>
    /// <exception cref="FieldException">An expression in it has none.</exception>
    public string EvaluateText(FlowBindings bindings) => ValueForms.ToText(Evaluate(bindings));

    // Only a failure pays for the search for the one string among many.
    private static string Culprit(JsonElement source, FlowBindings bindings)
    {
        var strings = source.ValueKind switch
        {
            JsonValueKind.Array => source.EnumerateArray(),
            JsonValueKind.Object => source.EnumerateObject().Select(member => member.Value),
            _ => Enumerable.Empty<JsonElement>(),
        };
        foreach (var inner in strings)
        {
            if (TemplateTree.Parse(inner).Tree?.Evaluate(bindings, out _) is null) return Culprit(inner, bindings);
        }

        return $"'{Shown.Cut(source.ValueKind == JsonValueKind.String ? source.GetString()! : source.GetRawText())}'";
    }
}
