using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>condition</c>: <c>if</c>, <c>then</c>, a list of <c>elif</c>, <c>else</c>.</summary>
internal sealed class ConditionReader : StepReader
{
    private static readonly FieldSet ElseIf = new("if", "then");

    public override IReadOnlyList<string> Types { get; } = ["condition"];

    public override bool TakesDefaults => false;

    public override FieldSet Fields { get; } = new(
        [.. Common.Known.Except(["timeout", "retry", "queue"]), "if", "then", "elif", "else"],
        ["timeout", "retry", "queue"]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        var branches = new List<(string Word, string? If, BlockDraft Block)>();
        if (fields.Require("if", "the test that picks the branch") is { } test)
            Branch(step, branches, "then", step.Test(test.Value, fields.At("if")), fields.Require("then"), fields.At("then"));
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
        var block = new BlockDraft($"{step.Draft.Path}.{word}", step.Draft.Block, step.Draft);
        step.Draft.Blocks.Add(block);
        branches.Add((word, test, block));
        if (entry is not null) step.Blocks.Read(block, entry, path);
    }
}
