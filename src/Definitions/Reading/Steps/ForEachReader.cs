using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>foreach</c>.</summary>
internal sealed class ForEachReader : StepReader
{
    private const int MostAtOnce = 2_000;

    private static readonly Shape Listed = new Shape.Either(new Shape.List(Part.Value), Part.Text);

    public override IReadOnlyList<string> Types { get; } = ["foreach"];

    public override bool TakesDefaults => false;

    public override string About => "Runs its steps for every item, side by side; its outputs are lists in item order.";

    public override FieldSet Fields { get; } = WithBlocks.And(
    [
        new("items", Listed, "The items: a list, or an expression as it stands."),
        new("matrix", new Shape.Map(Listed, Part.Name),
            "Instead of items: axis → list; an item is a map of each combination."),
        new("as", Part.Text, "The item's name in the steps. Default: item; of a matrix: matrix."),
        new("parallelism", new Shape.Whole(1, MostAtOnce), "Most items at work at once. Default: no bound of its own."),
        BlockReader.StepsField with { Required = true },
        BlockReader.OutputsField with { About = "Name → value of one item; the step's output is the list of all." },
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        draft.Collects = true;
        draft.HasElse = true;
        var block = step.AddBlock("[i]", BlockKind.Plain);
        var items = fields.Find("items") is { } list ? Items(step, list, fields.At("items")) : null;
        var axes = fields.Find("matrix") is { } matrix ? Axes(step, matrix) : null;
        CheckOne(step);
        var name = ItemName.Read(step, isMatrix: items is null && axes is not null);
        block.Item = new(name, items, items is null ? axes : null);
        var parallelism = fields.Whole("parallelism", 1, MostAtOnce);
        if (fields.Require("steps", "the steps that are run for every item") is { } steps)
            step.Blocks.ReadSteps(block, steps);
        BlockReader.ReadOutputs(block, fields);
        var definition = new StepDefinition.ForEach
        {
            Name = draft.Name,
            Type = draft.Type,
            Items = items?.Value,
            Matrix = axes?.Select(a => new MatrixAxis(a.Name, a.Value)).ToList(),
            As = name,
            Parallelism = parallelism,
            Block = new([]),
        };
        return () => definition with { Block = block.Build() };
    }

    private static void CheckOne(StepReading step)
    {
        var (items, matrix) = (step.Fields.Find("items"), step.Fields.Find("matrix"));
        if (items is null == matrix is not null) return;
        step.Bag.Error(
            DiagnosticCodes.OneOf,
            matrix?.Key.Span ?? step.Draft.Key.Span,
            items is null
                ? $"{step.Fields.Path}: 'items' or 'matrix' is missing; a foreach runs its steps for every item of a "
                + "list."
                : $"{step.Fields.Path}: a foreach has items or a matrix, not both.",
            items is null ? "for example 'items: [1, 2, 3]' or 'items: parameters.rates'" : "remove one of them");
    }

    private static List<ValueDraft> Axes(StepReading step, YamlEntry entry)
    {
        var axes = new List<ValueDraft>();
        var path = step.Fields.At("matrix");
        if (Reading.Fields.AsMap(step.Bag, entry.Value, path) is not { } map) return axes;
        if (map.Entries.Count == 0)
            step.Bag.Error(DiagnosticCodes.Empty, entry.Value.Span, $"{path} is empty; it has at least one axis.");
        foreach (var axis in map.Entries)
        {
            if (Names.Check(step.Bag, axis.Key, "an axis") && Items(step, axis, $"{path}.{axis.Name}") is { } read)
                axes.Add(read);
        }

        return axes;
    }

    private static ValueDraft? Items(StepReading step, YamlEntry entry, string where)
    {
        var sites = new List<ExpressionSite>();
        switch (entry.Value)
        {
            case YamlNode.Sequence list:
                var value = Values.Read(step.Bag, list, where, ExpectedValue.Any, sites);
                step.Draft.Sites.AddRange(sites);
                return new(entry.Name, entry.Key, list, value, sites);
            case YamlNode.Scalar { Value: CoreValue.Words } scalar:
                var text = step.Expression(scalar, where, ExpectedValue.List, sites);
                step.Draft.Sites.AddRange(sites);
                return new(entry.Name, entry.Key, scalar, YamlJson.Of($"${{{{ {text} }}}}"), sites);
            default:
                Reading.Fields.WrongKind(step.Bag, entry.Value, where, "a list, or an expression that gives one");
                return null;
        }
    }
}
