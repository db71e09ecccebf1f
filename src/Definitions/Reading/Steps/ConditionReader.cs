using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>condition</c>: <c>if</c>, <c>then</c>, a list of <c>elif</c>, <c>else</c>.</summary>
internal sealed class ConditionReader : StepReader
{
    private static readonly FieldSet ElseIf = new(
        new("if", Part.Expression, "The test that picks the branch.", Required: true),
        new("then", Part.Block, "What is run when the test holds.", Required: true));

    public override IReadOnlyList<string> Types { get; } = ["condition"];

    public override bool TakesDefaults => false;

    public override string About => "Runs the first branch whose test holds.";

    public override FieldSet Fields { get; } = WithBlocks.And(
    [
        .. ElseIf.All,
        new("elif", new Shape.List(new Shape.Object(ElseIf)), "More branches, tried in order."),
        new("else", Part.Block, "What is run when no test holds."),
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        var branches = new List<(string Word, string? If, BlockDraft Block)>();
        if (fields.Require("if", "the test that picks the branch") is { } test)
            Branch(step, branches, "then", step.Test(test.Value, fields.At("if")), fields.Require("then"),
                fields.At("then"));
        else
            Branch(step, branches, "then", null, fields.Find("then"), fields.At("then"));
        if (fields.Find("elif") is { } more) ElseIfs(step, branches, more);
        if (fields.Find("else") is { } rest)
        {
            draft.HasElse = true;
            Branch(step, branches, "else", null, rest, fields.At("else"));
        }

        var (name, type) = (draft.Name, draft.Type);
        return () => new StepDefinition.Condition
        {
            Name = name,
            Type = type,
            Branches = [.. branches.Select(b => new BranchDefinition(b.Word, b.If, b.Block.Build()))],
        };
    }

    private static void ElseIfs(StepReading step, List<(string, string?, BlockDraft)> branches, YamlEntry entry)
    {
        var path = step.Fields.At("elif");
        if (entry.Value is not YamlNode.Sequence list)
        {
            Reading.Fields.WrongKind(step.Bag, entry.Value, path, "a list", "write '- if: …' and below it 'then:'");
            return;
        }

        for (var i = 0; i < list.Items.Count; i++)
        {
            var item = list.Items[i];
            var at = $"{path}[{i}]";
            if (Reading.Fields.Open(step.Bag, item, at, item.Span, ElseIf) is not { } fields) continue;
            var test = fields.Require("if") is { } entry2 ? step.Test(entry2.Value, fields.At("if")) : null;
            Branch(step, branches, $"elif[{i}]", test, fields.Require("then"), fields.At("then"));
        }
    }

    private static void Branch(
        StepReading step,
        List<(string Word, string? If, BlockDraft Block)> branches,
        string word,
        string? test,
        YamlEntry? entry,
        string path)
    {
        var block = step.AddBlock($".{word}", BlockKind.Plain);
        branches.Add((word, test, block));
        if (entry is not null) step.Blocks.Read(block, entry, path);
    }
}
