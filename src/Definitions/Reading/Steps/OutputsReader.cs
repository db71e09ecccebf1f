using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads the outputs of a job step: <c>name: path</c> or <c>name: { path, kind, optional }</c>.</summary>
internal static class OutputsReader
{
    private static readonly (string Word, ArtifactKind? Value)[] Kinds =
    [
        ("file", ArtifactKind.File), ("directory", ArtifactKind.Directory), ("value", ArtifactKind.Value),
        ("table", ArtifactKind.Table), ("array", ArtifactKind.Array), ("model", ArtifactKind.Model),
        ("metrics", ArtifactKind.Metrics), ("report", ArtifactKind.Report),
    ];

    private static readonly FieldSet Set = new(
        new("path", Part.Text, "Where the program writes it, below its output directory.", Required: true),
        new("kind", new Shape.Words([.. Kinds.Select(k => k.Word)]),
            "What it is; without it the path's ending shows it."),
        new("optional", Part.Truth, "True when a missing output does not fail the step."));

    public static Field Field { get; } = new(
        "outputs",
        new Shape.Map(new Shape.Either(Part.Text, new Shape.Object(Set)), Part.Name),
        "What the program writes: name → path below its output directory.");

    public static IReadOnlyList<OutputDefinition> Read(StepReading step)
    {
        var outputs = new List<OutputDefinition>();
        if (step.Fields.Find("outputs") is not { } entry) return outputs;
        if (Fields.AsMap(step.Bag, entry.Value, step.Fields.At("outputs")) is not { } map) return outputs;
        foreach (var output in map.Entries)
        {
            if (!Names.Check(step.Bag, output.Key, "an output")) continue;
            CheckReserved(step, output.Key);
            if (Output(step, output) is { } read) outputs.Add(read);
            else step.Draft.Outputs[output.Name] = Expressions.CelType.Dyn;
        }

        return outputs;
    }

    private static OutputDefinition? Output(StepReading step, YamlEntry entry)
    {
        var where = step.Fields.At($"outputs.{entry.Name}");
        if (entry.Value is not YamlNode.Mapping)
        {
            return Scalars.Text(step.Bag, entry.Value, where) is { } plain && IsInside(step, entry.Value, where, plain)
                ? Make(entry.Name, plain, null, optional: false)
                : null;
        }

        if (Fields.Open(step.Bag, entry.Value, where, entry.Key.Span, Set) is not { } fields) return null;
        var kind = fields.Word("kind", null, Kinds);
        var optional = fields.Truth("optional") ?? false;
        if (fields.Require("path") is not { } at || fields.Text("path") is not { } path) return null;
        return IsInside(step, at.Value, $"{where}.path", path) ? Make(entry.Name, path, kind, optional) : null;
    }

    private static OutputDefinition Make(string name, string path, ArtifactKind? kind, bool optional) =>
        new(name, path.TrimEnd('/'), kind ?? KindOf(path), optional);

    private static ArtifactKind KindOf(string path)
    {
        if (path.EndsWith('/')) return ArtifactKind.Directory;
        var dot = path.LastIndexOf('.');
        return (dot < 0 ? "" : path[dot..].ToLowerInvariant()) switch
        {
            ".csv" => ArtifactKind.Table,
            ".npy" => ArtifactKind.Array,
            ".json" => ArtifactKind.Value,
            _ => ArtifactKind.File,
        };
    }

    private static bool IsInside(StepReading step, YamlNode at, string where, string path)
    {
        var reason = Outside(path);
        if (reason is null) return true;
        step.Bag.Error(
            DiagnosticCodes.OutputPath,
            at.Span,
            $"{where}: '{Shown.Text(path)}' {reason}; outputs lie below the step's output directory.",
            "name a relative path such as 'train.csv' or 'plots/'");
        return false;
    }

    private static string? Outside(string path)
    {
        if (string.IsNullOrWhiteSpace(path)) return "is empty";
        if (path.Length > 1_024) return "is longer than 1,024 characters";
        if (path.Any(char.IsControl)) return "holds a control character";
        if (path.Contains('\\', StringComparison.Ordinal)) return "holds a '\\'";
        if (path[0] == '/' || (path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]))) return "is absolute";
        var parts = path.TrimEnd('/').Split('/');
        if (parts.Contains("..")) return "holds '..'";
        return parts.Any(p => p is "" or ".") ? "holds an empty part or '.'" : null;
    }

    private static void CheckReserved(StepReading step, YamlNode.Scalar key)
    {
        if (step.Draft.Type != "training" || key.Text != "model") return;
        step.Bag.Error(
            DiagnosticCodes.ReservedOutput,
            key.Span,
            $"{step.Fields.At("outputs")}: every training step has the output 'model' already: what the program "
            + "writes to SM_MODEL_DIR.",
            "remove it, or give it another name");
    }
}
