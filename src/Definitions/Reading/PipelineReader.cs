using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads a whole file.</summary>
internal static class PipelineReader
{
    private const int MostAtOnce = 2_000;

    private static readonly FieldSet Set = new(
        [
            "pipeline", "description", "parameters", "defaults", "steps", "finally", "outputs", "parallelism", "failure",
            "timeout",
        ],
        ["templates", "cache", "secrets", "resources", "tags", "schedule", "environments", "version"]);

    /// <summary>Returns what could be read; null when the root is no map.</summary>
    public static PipelineDraft? Read(DiagnosticBag bag, YamlNode? root)
    {
        if (root is null || Fields.IsNothing(root))
        {
            if (bag.HasErrors) return null;
            bag.Error(DiagnosticCodes.Empty, bag.Source.Span(0, 1), "the file is empty; a pipeline begins with 'pipeline: NAME'.");
            return null;
        }

        if (Fields.AsMap(bag, root, "the file") is not { } map) return null;
        var fields = Fields.Open(bag, map, "", bag.Source.Span(root.Start, 1), Set)!;
        var blocks = new BlockReader(bag, StepDefaults.Read(fields));
        var parameters = new ParametersReader(bag).Read(fields);
        var body = new BlockDraft("", parent: null, owner: null);
        if (fields.Require("steps", "a pipeline has at least one step") is { } steps)
        {
            blocks.ReadSteps(body, steps);
            if (steps.Value is YamlNode.Mapping { Entries.Count: 0 })
                bag.Error(DiagnosticCodes.Empty, steps.Value.Span, "steps is empty; a pipeline has at least one step.");
        }

        blocks.ReadOutputs(body, fields);
        BlockDraft? last = null;
        if (fields.Find(Names.Finally) is { } end)
        {
            last = new BlockDraft(Names.Finally, body, owner: null);
            blocks.ReadSteps(last, end);
        }

        return new(
            Name(fields),
            fields.Text("description"),
            parameters,
            body,
            last,
            fields.Whole("parallelism", 1, MostAtOnce),
            fields.Word(
                "failure",
                FailureMode.FinishRunning,
                ("finishRunning", FailureMode.FinishRunning),
                ("failFast", FailureMode.FailFast),
                ("continueIndependent", FailureMode.ContinueIndependent)),
            fields.Duration("timeout"));
    }

    private static string Name(Fields fields)
    {
        if (fields.Require("pipeline", "for example 'pipeline: my-pipeline'") is not { } entry) return "";
        if (fields.Text("pipeline") is not { } name) return "";
        return Names.Check(fields.Bag, (YamlNode.Scalar)entry.Value, "a pipeline") ? name : "";
    }
}
