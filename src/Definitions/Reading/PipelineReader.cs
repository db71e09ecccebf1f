using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading;

/// <summary>Reads a whole file.</summary>
internal static class PipelineReader
{
    // As many as the interpreter has at work: more activities in one run would take a service's limits.
    private const int MostAtOnce = 500;

    /// <summary>The words for failure modes; those that come first are told to users, the others are read as
    /// well.</summary>
    private static readonly (string Word, FailureMode Value)[] Modes =
    [
        ("finish-running", FailureMode.FinishRunning),
        ("fail-fast", FailureMode.FailFast),
        ("continue-independent", FailureMode.ContinueIndependent),
    ];

    private static readonly (string Word, FailureMode Value)[] OtherModes =
    [
        ("finishRunning", FailureMode.FinishRunning),
        ("failFast", FailureMode.FailFast),
        ("continueIndependent", FailureMode.ContinueIndependent),
    ];

    /// <summary>The fields of a file.</summary>
    public static FieldSet Set { get; } = new FieldSet(
        [
            new("pipeline", Part.NameOf, "The pipeline's name: letters, digits, '_' and '-'; at most 64.",
                Required: true),
            new("description", Part.Text, "What the pipeline is for."),
            ParametersReader.Field,
            StepDefaults.Field,
            StepTemplates.Field,
            BlockReader.StepsField with { Required = true },
            new(Names.Finally, Part.Last, "Steps that run at the end, whatever happened."),
            BlockReader.OutputsField with { About = "The pipeline's results: name → value." },
            new("parallelism", new Shape.Whole(1, MostAtOnce),
                "Most job, register, http and callback steps at work at once. Default: 500."),
            new(
                "failure",
                new Shape.Words([.. Modes.Concat(OtherModes).Select(m => m.Word)]),
                "What a failed step does to those beside it: finish-running (the default) starts nothing new, "
                + "fail-fast "
                + "cancels what runs, continue-independent goes on with all that does not need it."),
            new("timeout", Part.Duration, "Longest time for the whole execution. Default: no bound."),
        ])
        .NotYet("cache", "secrets", "resources", "tags", "schedule", "environments", "version");

    /// <summary>Returns what could be read; null when the root is no map.</summary>
    public static PipelineDraft? Read(DiagnosticBag bag, YamlNode? root, NestedPipelines nested)
    {
        if (root is null || Fields.IsNothing(root))
        {
            if (bag.HasErrors) return null;
            bag.Error(DiagnosticCodes.Empty, bag.Source.Span(0, 1),
                "the file is empty; a pipeline begins with 'pipeline: NAME'.");
            return null;
        }

        if (Fields.AsMap(bag, root, "the file") is not { } map) return null;
        var fields = Fields.Open(bag, map, "", bag.Source.Span(root.Start, 1), Set)!;
        var templates = new StepTemplates(bag, nested.Budget);
        templates.Read(fields);
        var blocks = new BlockReader(bag, StepDefaults.Read(fields), templates, nested);
        var parameters = new ParametersReader(bag).Read(fields);
        var body = new BlockDraft("", parent: null, owner: null);
        if (fields.Require("steps", "a pipeline has at least one step") is { } steps)
        {
            blocks.ReadSteps(body, steps);
            if (steps.Value is YamlNode.Mapping { Entries.Count: 0 })
                bag.Error(DiagnosticCodes.Empty, steps.Value.Span, "steps is empty; a pipeline has at least one step.");
        }

        BlockReader.ReadOutputs(body, fields);
        BlockDraft? last = null;
        if (fields.Find(Names.Finally) is { } end)
        {
            last = new BlockDraft(Names.Finally, body, owner: null);
            blocks.ReadLast(last, end, Names.Finally);
        }

        templates.ReportUnused();
        return new(
            Name(fields),
            fields.Text("description"),
            parameters,
            body,
            last,
            fields.Whole("parallelism", 1, MostAtOnce),
            Failure(fields),
            fields.Duration("timeout"),
            blocks.Deepest);
    }

    private static FailureMode Failure(Fields fields)
    {
        var written = (fields.Find("failure")?.Value as YamlNode.Scalar)?.Text;
        return Array.Exists(OtherModes, m => m.Word == written)
            ? Array.Find(OtherModes, m => m.Word == written).Value
            : fields.Word("failure", FailureMode.FinishRunning, Modes);
    }

    private static string Name(Fields fields)
    {
        if (fields.Require("pipeline", "for example 'pipeline: my-pipeline'") is not { } entry) return "";
        if (fields.Text("pipeline") is not { } name) return "";
        return Names.Check(fields.Bag, (YamlNode.Scalar)entry.Value, "a pipeline") ? name : "";
    }
}
