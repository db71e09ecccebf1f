using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Parameters;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads <c>parameters</c>: <c>name: value</c>, or <c>name: { type, default, … }</c>.</summary>
internal sealed class ParametersReader(DiagnosticBag bag)
{
    private static readonly FieldSet Set = new(
        new(
            "type",
            new Shape.Words([.. ParameterConversion.Words.Select(w => w.Word)]),
            "The type; without it the default shows it."),
        new("description", Part.Text, "What the parameter is for."),
        new("default", Part.Value, "The value when none is given; without it one must be given."),
        new("minimum", new Shape.Number(), "Smallest number, or shortest length of text or list."),
        new("maximum", new Shape.Number(), "Largest number, or longest length of text or list."),
        new("choices", new Shape.List(Part.Value, Least: 1), "The only values allowed."));

    public static Field Field { get; } = new(
        "parameters",
        new Shape.Map(new Shape.Either(new Shape.Object(Set), new Shape.Constant()), Part.Name),
        "Values given at the start: 'name: default', or a map with type, default and limits.");

    public List<ParameterDraft> Read(Fields owner)
    {
        var parameters = new List<ParameterDraft>();
        if (owner.Find("parameters") is not { } entry) return parameters;
        if (Fields.AsMap(bag, entry.Value, "parameters") is not { } map) return parameters;
        foreach (var parameter in map.Entries)
        {
            Names.Check(bag, parameter.Key, "a parameter");
            parameters.Add(parameter.Value is YamlNode.Mapping ? Long(parameter) : Short(parameter));
        }

        return parameters;
    }

    private ParameterDraft Short(YamlEntry entry)
    {
        var where = $"parameters.{entry.Name}";
        if (ParameterConversion.TypeOf(entry.Value) is not { } type)
        {
            if (entry.Value is YamlNode.Scalar scalar && !YamlJson.IsFit(scalar, bag))
                return new(entry.Key, null, null);
            Untyped(entry, where);
            return new(entry.Key, null, null);
        }

        CheckConstant(entry.Value, where);
        var value = ParameterConversion.FromYaml(type, entry.Value, bag);
        return new(entry.Key, new(entry.Name, type) { Default = value }, entry.Value);
    }

    private ParameterDraft Long(YamlEntry entry)
    {
        var where = $"parameters.{entry.Name}";
        var fields = Fields.Open(bag, entry.Value, where, entry.Key.Span, Set)!;
        var fallback = fields.Find("default")?.Value;
        var type = Type(fields, fallback);
        if (type is null)
        {
            if (fields.Find("type") is null) Untyped(entry, where);
            return new(entry.Key, null, fallback);
        }

        var parameter = new ParameterDefinition(entry.Name, type.Value)
        {
            Description = fields.Text("description"),
            Minimum = fields.Number("minimum"),
            Maximum = fields.Number("maximum"),
            Choices = Choices(fields, type.Value),
        };
        CheckBounds(fields, parameter);
        if (fallback is not null && CheckConstant(fallback, $"{where}.default"))
            parameter = parameter with { Default = Default(parameter, fallback, where) };
        return new(entry.Key, parameter, fallback);
    }

    private static ParameterType? Type(Fields fields, YamlNode? fallback) => fields.Find("type") is not null
        ? fields.Word(
            "type", (ParameterType?)null, [.. ParameterConversion.Words.Select(w => (w.Word, (ParameterType?)w.Value))])
        : fallback is null ? null : ParameterConversion.TypeOf(fallback);

    private void Untyped(YamlEntry entry, string where) =>
        bag.Error(
            DiagnosticCodes.ParameterTypeUnknown,
            entry.Key.Span,
            $"{where} has neither a type nor a default that shows one.",
            "for example 'type: string'; types: " + string.Join(", ", ParameterConversion.Words.Select(w => w.Word)));

    private List<JsonElement>? Choices(Fields fields, ParameterType type)
    {
        if (fields.Find("choices") is not { } entry) return null;
        var where = fields.At("choices");
        if (entry.Value is not YamlNode.Sequence list)
        {
            Fields.WrongKind(bag, entry.Value, where, "a list");
            return null;
        }

        if (list.Items.Count == 0)
            bag.Error(DiagnosticCodes.Empty, list.Span, $"{where} is empty; no value could ever be given.");
        var choices = new List<JsonElement>();
        foreach (var item in list.Items)
        {
            if (Convert(type, item, where) is { } choice) choices.Add(choice);
        }

        return choices.Count > 0 ? choices : null;
    }

    private JsonElement? Convert(ParameterType type, YamlNode node, string where)
    {
        if (node is YamlNode.Scalar scalar && !YamlJson.IsFit(scalar, bag)) return null;
        if (ParameterConversion.FromYaml(type, node, bag) is { } value) return value;
        var quote = type == ParameterType.String && node is YamlNode.Scalar plain
            ? $"quote it: \"{Shown.Text(plain.Text)}\"" : null;
        bag.Error(
            DiagnosticCodes.ParameterDefault,
            node.Span,
            $"{where}: {node.Kind} is no {ParameterConversion.WordOf(type)}.",
            quote ?? $"give {ParameterConversion.Example(type)}");
        return null;
    }

    private JsonElement? Default(ParameterDefinition parameter, YamlNode node, string where)
    {
        if (Convert(parameter.Type, node, $"{where}.default") is not { } value) return null;
        if (ParameterLimits.Broken(parameter, value) is { } broken)
        {
            bag.Error(
                DiagnosticCodes.ParameterDefaultRange,
                node.Span,
                $"{where}.default: {Shown.Text(value.ToString())} {broken}.",
                "change the default or the limits");
        }

        return value;
    }

    private void CheckBounds(Fields fields, ParameterDefinition parameter)
    {
        if ((fields.Find("minimum") ?? fields.Find("maximum")) is not { } first) return;
        if (!ParameterLimits.IsMeasured(parameter.Type))
        {
            bag.Error(
                DiagnosticCodes.ParameterBounds,
                first.Key.Span,
                $"{fields.Path}: a {ParameterConversion.WordOf(parameter.Type)} has no {first.Name}.",
                "minimum and maximum go with int, float, string (its length) and list (its items)");
        }
        else if (parameter.Minimum > parameter.Maximum)
        {
            bag.Error(
                DiagnosticCodes.ParameterBounds,
                fields.Find("maximum")!.Value.Span,
                $"{fields.Path}: minimum {ParameterLimits.Number(parameter.Minimum.Value)} is above maximum "
                + $"{ParameterLimits.Number(parameter.Maximum.Value)}; no value could ever be given.");
        }
    }

    /// <summary>Reports expressions in a default: it must be known beforehand.</summary>
    private bool CheckConstant(YamlNode node, string where) => node switch
    {
        YamlNode.Scalar scalar => Scalars.IsConstant(bag, scalar, where),
        YamlNode.Sequence list => list.Items.All(i => CheckConstant(i, where)),
        YamlNode.Mapping map => map.Entries.All(e => CheckConstant(e.Value, where)),
        _ => true,
    };
}
