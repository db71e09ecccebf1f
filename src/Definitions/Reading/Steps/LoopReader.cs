using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>loop</c>.</summary>
internal sealed class LoopReader : StepReader
{
    public override IReadOnlyList<string> Types { get; } = ["loop"];

    public override bool TakesDefaults => false;

    public override string About => "Repeats its steps while or until a test holds, with a state that is carried over.";

    public override FieldSet Fields { get; } = WithBlocks.And(
    [
        new("while", Part.Expression, "Asked before each round; the loop ends when it is false."),
        new("until", Part.Expression, "Asked after each round, inside it; the loop ends when it is true."),
        new(
            "maximum",
            new Shape.Either(new Shape.Whole(0, long.MaxValue), Part.Text),
            "Most rounds: a whole number, or an expression in ${{ }}."),
        new(
            "onMaximum",
            new Shape.Words("finish", "fail"),
            "When the last allowed round was made and the test asks for more: finish (the default) or fail."),
        new("state", Part.Values, "Name → value that loop.state holds in the first round."),
        new("next", Part.Values, "Name → value that loop.state holds in the round that follows."),
        BlockReader.StepsField with { Required = true },
        BlockReader.OutputsField with { About = "Name → value; the loop's outputs are those of its last round." },
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        var round = step.AddBlock("[i]", BlockKind.Plain);
        var before = step.AddPlace();
        var state = Values.ReadDrafts(fields, "state", (bag, key) => Names.Check(bag, key, "a value of the state"));
        draft.Sites.AddRange(state.SelectMany(s => s.Sites));
        var next = Values.ReadDrafts(fields, "next", (bag, key) => IsState(bag, key, fields, state));
        round.Sites.AddRange(next.SelectMany(n => n.Sites));
        round.Loop = before.Loop = new LoopDraft(state, next, round);
        var test = step.Test("while", before.Sites);
        var until = step.Test("until", round.Sites);
        var maximum = fields.Find("maximum");
        CheckEnd(step, maximum);
        draft.HasElse = fields.Find("while") is null && (maximum is null || IsAtLeastOne(maximum.Value));
        if (fields.Require("steps", "the steps that are repeated") is { } steps) step.Blocks.ReadSteps(round, steps);
        BlockReader.ReadOutputs(round, fields);
        var definition = new StepDefinition.Loop
        {
            Name = draft.Name,
            Type = draft.Type,
            While = test,
            Until = until,
            Maximum = step.Template("maximum", ExpectedValue.Whole),
            OnMaximum = fields.Word(
                "onMaximum", OnMaximum.Finish, ("finish", OnMaximum.Finish), ("fail", OnMaximum.Fail)),
            State = state.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal),
            Next = next.ToDictionary(n => n.Name, n => n.Value, StringComparer.Ordinal),
            Block = new([]),
        };
        return () => definition with { Block = round.Build() };
    }

    private static void CheckEnd(StepReading step, YamlEntry? maximum)
    {
        var fields = step.Fields;
        if (maximum is null && fields.Find("while") is null && fields.Find("until") is null)
        {
            step.Bag.Error(
                DiagnosticCodes.OneOf,
                step.Draft.Key.Span,
                $"{fields.Path}: 'while', 'until' or 'maximum' is missing; without one the loop would never end.",
                "for example 'until: steps.evaluate.metrics.auc >= 0.97'");
        }

        if (maximum?.Value is YamlNode.Scalar constant && !constant.Text.Contains("${{", StringComparison.Ordinal))
            fields.Whole("maximum", 0, int.MaxValue);
        if (maximum is null && fields.Find("onMaximum") is { } unused)
            step.NoEffect(unused, "there is no 'maximum'", "add 'maximum'");
        if (maximum is not null && fields.Find("onMaximum") is { } always
            && fields.Find("while") is null && fields.Find("until") is null)
            step.NoEffect(always, "no test asks for more rounds", "add 'while' or 'until'");
    }

    private static bool IsAtLeastOne(YamlNode node) =>
        node is YamlNode.Scalar { Value: CoreValue.Whole { Value: >= 1 } };

    private static bool IsState(DiagnosticBag bag, YamlNode.Scalar key, Fields fields, List<ValueDraft> state)
    {
        if (state.Exists(s => s.Name == key.Text)) return true;
        bag.Error(
            DiagnosticCodes.UnknownState,
            key.Span,
            $"{fields.At("next")}: the loop's state has no '{Shown.Text(key.Text)}'.",
            state.Count == 0
                ? $"say what it is in the first round: 'state: {{ {Shown.Text(key.Text)}: … }}'"
                : bag.Suggest(key.Text, state.Select(s => s.Name)));
        return false;
    }
}
