using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>processing</c>, <c>training</c>, <c>evaluate</c> and <c>transform</c>.</summary>
internal sealed class JobReader : StepReader
{
    public override IReadOnlyList<string> Types { get; } = ["processing", "training", "evaluate", "transform"];

    public override string About =>
        "Runs a program or a component on inputs and keeps its outputs; training also keeps a model and metrics, "
        + "evaluate takes metrics from a report.";

    public override FieldSet Fields { get; } = Common.And(
        [
            new("command", new Shape.List(Part.Word, Least: 1), "The program and its arguments; no shell."),
            new("component", Part.Text, "Instead of a command: a C# method registered in the worker."),
            new("inputs", Part.Values, "Name → value or output of a step."),
            OutputsReader.Field,
            new("hyperparameters", new Shape.Map(Part.Value, Part.WideName), "Name → value."),
            new("metrics", new Shape.Map(Part.Text, Part.WideName), "Name → regular expression with one group."),
            new("env", new Shape.Map(Part.Word, Part.Variable), "Environment variable → text, number or truth value."),
            new("report", Part.Text, "Of an evaluate step: the output whose JSON becomes the metrics."),
        ])
        .NotYet("run", "image", "channels", "checkpoints");

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        var program = Program(step);
        var outputs = OutputsReader.Read(step);
        foreach (var output in outputs) draft.Outputs[output.Name] = CelType.Dyn;
        if (draft.Type == "training") draft.Outputs["model"] = CelType.Dyn;
        var metrics = MetricsReader.Read(step);
        draft.Metrics.UnionWith(metrics.Keys);
        var report = ReportReader.Read(step, outputs);
        draft.HasOpenMetrics = draft.Type == "evaluate" || program is not ProgramDefinition.Command;
        var inputs = Map(step, "inputs", ExpectedValue.Any, (bag, key) => Names.Check(bag, key, "an input"));
        var hyperparameters = Map(
            step, "hyperparameters", ExpectedValue.Any, (bag, key) => Names.CheckWide(bag, key, "a hyperparameter"));
        var env = Map(step, "env", ExpectedValue.Word, Names.CheckVariable);
        if (program is null) return null;
        var (name, type) = (draft.Name, draft.Type);
        return () => new StepDefinition.Job
        {
            Name = name,
            Type = type,
            Program = program,
            Inputs = inputs,
            Hyperparameters = hyperparameters,
            Env = env,
            Outputs = outputs,
            Metrics = metrics,
            Report = report,
        };
    }

    private static Dictionary<string, JsonElement> Map(
        StepReading step, string field, ExpectedValue expected, Func<DiagnosticBag, YamlNode.Scalar, bool> check) =>
        Values.ReadMap(step.Fields, field, expected, step.Draft.Sites, check);

    private static ProgramDefinition? Program(StepReading step)
    {
        var (fields, bag) = (step.Fields, step.Bag);
        var (command, component) = (fields.Find("command"), fields.Find("component"));
        if (command is not null && component is not null)
        {
            bag.Error(
                DiagnosticCodes.OneOf,
                component.Key.Span,
                $"{fields.Path}: a step runs a command or a component, not both.",
                "remove one of them");
        }

        if (command is not null) return Command(step, command);
        if (component is not null)
            return fields.Text("component") is { } name ? new ProgramDefinition.Component(name) : null;
        if (fields.Refused.Overlaps(["run", "image"])) return null;
        bag.Error(
            DiagnosticCodes.OneOf,
            step.Draft.Key.Span,
            $"{fields.Path}: 'command' or 'component' is missing; a {step.Draft.Type} step runs a program.",
            "for example 'command: [python3, train.py]'");
        return null;
    }

    private static ProgramDefinition.Command? Command(StepReading step, YamlEntry entry)
    {
        var where = step.Fields.At("command");
        if (entry.Value is not YamlNode.Sequence list)
        {
            var hint = entry.Value is YamlNode.Scalar line
                ? "no shell takes it apart; write "
                + $"[{Shown.Text(string.Join(", ", line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries)))}]"
                : null;
            Reading.Fields.WrongKind(step.Bag, entry.Value, where, "a list of the program and its arguments", hint);
            return null;
        }

        if (list.Items.Count == 0)
        {
            step.Bag.Error(DiagnosticCodes.Empty, list.Span, $"{where} is empty; it begins with a program.");
            return null;
        }

        var arguments = new List<JsonElement>(list.Items.Count);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            if (item is not YamlNode.Scalar || Reading.Fields.IsNothing(item))
                Reading.Fields.WrongKind(step.Bag, item, $"{where}[{i}]", "one argument");
            else
                arguments.Add(Values.Read(step.Bag, item, $"{where}[{i}]", ExpectedValue.Any, step.Draft.Sites));
        }

        return new(arguments);
    }
}
