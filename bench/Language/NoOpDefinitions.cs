using System.Text.Json;
using Pipelines.Definitions.Model;

namespace Bench.Language;

/// <summary>Definitions of one execution with many steps that do nothing.</summary>
internal static class NoOpDefinitions
{
    /// <summary>Steps that stand in the definition, each needing the one ten before it.</summary>
    public static PipelineDefinition Steps(int count) => Of(
        "steps",
        new BlockDefinition([.. Enumerable.Range(0, count).Select(i => Step($"s{i}", i < 10 ? [] : [$"s{i - 10}"]))]));

    /// <summary>One step for each of many items.</summary>
    public static PipelineDefinition Items(int count) => Of(
        "items",
        new BlockDefinition(
        [
            new StepDefinition.ForEach
            {
                Name = "all",
                Type = "foreach",
                As = "item",
                Items = JsonSerializer.SerializeToElement(Enumerable.Range(0, count)),
                Block = new BlockDefinition([Step("one", [])]),
            },
        ]));

    /// <summary>One step in each round of a loop.</summary>
    public static PipelineDefinition Rounds(int count) => Of(
        "rounds",
        new BlockDefinition(
        [
            new StepDefinition.Loop
            {
                Name = "again",
                Type = "loop",
                Maximum = JsonSerializer.SerializeToElement(count),
                Block = new BlockDefinition([Step("one", [])]),
            },
        ]));

    private static PipelineDefinition Of(string name, BlockDefinition body) => new() { Name = name, Digest = "sha256:bench", Body = body };

    private static StepDefinition.Job Step(string name, string[] needs) => new()
    {
        Name = name,
        Type = "processing",
        DependsOn = needs,
        Program = new ProgramDefinition.Component("noop"),
    };
}
