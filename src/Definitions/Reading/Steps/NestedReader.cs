using System.Text.Json;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Parameters;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>pipeline</c>: another pipeline as one step.</summary>
internal sealed class NestedReader : StepReader
{
    public override IReadOnlyList<string> Types { get; } = ["pipeline"];

    public override bool TakesDefaults => false;

    public override string About => "Runs another pipeline as one step; its outputs are those of the pipeline.";

    public override FieldSet Fields { get; } = WithBlocks.And(
    [
        new("file", Part.Text, "The pipeline's file, relative to the folder of this one.", Required: true),
        new("with", Part.Values, "Parameter → value; parameters that are not named take their defaults."),
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        draft.IsOpaque = true;
        NestedPipeline? nested = null;
        if (fields.Require("file", "for example 'file: prepare.yaml'") is { } entry && fields.Text("file") is { } path)
            nested = step.Blocks.Nested.Load(step.Bag, entry.Value, fields.At("file"), path);
        if (nested is null
            || !step.Blocks.Fits(draft.Block.Depth + 1 + nested.Depth, fields.Find("file")!, fields.Path))
        {
            step.Template("with", ExpectedValue.Any);
            return null;
        }

        draft.IsOpaque = false;
        foreach (var (name, type) in nested.Outputs) draft.Outputs[name] = type;
        var with = With(step, nested.Definition);
        var definition = new StepDefinition.Nested
        {
            Name = draft.Name,
            Type = draft.Type,
            Pipeline = nested.Definition,
            File = nested.File,
            With = with,
        };
        return () => definition;
    }

    private static Dictionary<string, JsonElement> With(StepReading step, PipelineDefinition pipeline)
    {
        var given = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var path = step.Fields.At("with");
        if (step.Fields.Find("with") is { } entry && Reading.Fields.AsMap(step.Bag, entry.Value, path) is { } map)
        {
            foreach (var value in map.Entries)
            {
                if (pipeline.Parameters.FirstOrDefault(p => p.Name == value.Name) is { } parameter)
                    given.Add(value.Name, Value(step, value, parameter, $"{path}.{value.Name}"));
                else
                    Unknown(step, value, pipeline, path);
            }
        }

        foreach (var parameter in pipeline.Parameters)
        {
            var isPath = parameter.Type is ParameterType.File or ParameterType.Directory;
            if (given.ContainsKey(parameter.Name) || (parameter.Default is not null && !isPath)) continue;
            step.Bag.Error(
                DiagnosticCodes.WithParameter,
                step.Fields.Find("with")?.Key.Span ?? step.Draft.Key.Span,
                isPath
                    ? $"{path}: '{parameter.Name}' is a {ParameterConversion.WordOf(parameter.Type)}, and only those "
                    + "of the "
                      + "outermost pipeline are read from the disk."
                    : $"{path}: '{parameter.Name}' is missing; pipeline '{pipeline.Name}' has no default for it.",
                isPath ? $"hand one in: '{parameter.Name}: ${{{{ parameters.{parameter.Name} }}}}'" : null);
        }

        return given;
    }

    private static JsonElement Value(StepReading step, YamlEntry entry, ParameterDefinition parameter, string where)
    {
        var read = Values.Read(step.Bag, entry.Value, where, Expected(parameter.Type, entry.Value), step.Draft.Sites);
        if (HoldsExpression(entry.Value)) return read;
        var isPath = parameter.Type is ParameterType.File or ParameterType.Directory;
        var value = isPath ? null : ParameterConversion.FromYaml(parameter.Type, entry.Value, step.Bag);
        var broken = value is null
            ? $"is no {ParameterConversion.WordOf(parameter.Type)}"
            : ParameterLimits.Broken(parameter, value.Value);
        if (broken is null) return value!.Value;
        var seen = entry.Value is YamlNode.Scalar scalar ? $"'{Shown.Text(scalar.Text)}'" : entry.Value.Kind;
        step.Bag.Error(
            DiagnosticCodes.WithParameter,
            entry.Value.Span,
            isPath ? $"{where}: a path is not read here; an artifact belongs here." : $"{where}: {seen} {broken}.",
            isPath
                ? "hand in a parameter of this pipeline, or an output of a step"
                : value is null ? $"give {ParameterConversion.Example(parameter.Type)}" : null);
        return read;
    }

    private static void Unknown(StepReading step, YamlEntry entry, PipelineDefinition pipeline, string path) =>
        step.Bag.Error(
            DiagnosticCodes.UnknownParameter,
            entry.Key.Span,
            $"{path}: pipeline '{pipeline.Name}' has no parameter '{Shown.Text(entry.Name)}'.",
            step.Bag.Suggest(entry.Name, pipeline.Parameters.Select(p => p.Name)));

    private static ExpectedValue Expected(ParameterType type, YamlNode node) => (type, node) switch
    {
        (_, not YamlNode.Scalar) => ExpectedValue.Any,
        (ParameterType.String, _) => ExpectedValue.Text,
        (ParameterType.Int, _) => ExpectedValue.Whole,
        (ParameterType.Float, _) => ExpectedValue.Number,
        (ParameterType.Bool, _) => ExpectedValue.Truth,
        (ParameterType.List, _) => ExpectedValue.List,
        (ParameterType.Map, _) => ExpectedValue.Map,
        _ => ExpectedValue.Artifact,
    };

    private static bool HoldsExpression(YamlNode node) => node switch
    {
        YamlNode.Scalar scalar => scalar.Text.Contains("${{", StringComparison.Ordinal),
        YamlNode.Sequence list => list.Items.Any(HoldsExpression),
        YamlNode.Mapping map => map.Entries.Any(e => HoldsExpression(e.Value)),
        _ => false,
    };
}
