using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Testing.Files;

/// <summary>Which fields a fake of a step may have.</summary>
internal static class FakeFields
{
    private static readonly string[] All =
        ["outputs", "metrics", "duration", "fail", "status", "body", "headers", "approve", "by", "comment", "after"];

    /// <summary>Reports fields that none of the steps can have, and outputs that none declares.</summary>
    public static void Check(TestMap map, IReadOnlyList<StepDefinition> steps)
    {
        var allowed = steps.SelectMany(Of).ToHashSet(StringComparer.Ordinal);
        if (allowed.Count == 0)
        {
            foreach (var entry in map.Present(All))
            {
                map.Bag.Error(
                    TestCodes.NotOfThisStep,
                    entry.Key.Span,
                    $"{map.At(entry.Name)}: a step of type {Types(steps)} does nothing of its own that could be faked.",
                    "fake the steps inside it");
            }

            return;
        }

        foreach (var entry in map.Present(All))
        {
            if (!allowed.Contains(entry.Name))
            {
                map.Bag.Error(
                    TestCodes.NotOfThisStep,
                    entry.Key.Span,
                    $"{map.At(entry.Name)}: a step of type {Types(steps)} has no '{entry.Name}'.",
                    "it takes " + string.Join(", ", allowed.Order(StringComparer.Ordinal)));
            }
        }

        if (allowed.Contains("outputs") && map.Find("outputs")?.Value is YamlNode.Mapping outputs)
            CheckOutputs(map, outputs, steps);
    }

    private static void CheckOutputs(TestMap map, YamlNode.Mapping outputs, IReadOnlyList<StepDefinition> steps)
    {
        var declared = steps.SelectMany(OutputsOf).ToHashSet(StringComparer.Ordinal);
        if (steps.Any(step => step is StepDefinition.Callback)) return; // takes what comes
        foreach (var entry in outputs.Entries.Where(entry => !declared.Contains(entry.Name)))
        {
            map.Bag.Error(
                TestCodes.UnknownOutput,
                entry.Key.Span,
                $"{map.At("outputs")}: the step declares no output '{TestMap.Short(entry.Name)}'.",
                map.Bag.Suggest(entry.Name, declared));
        }
    }

    private static IEnumerable<string> OutputsOf(StepDefinition step) => step switch
    {
        StepDefinition.Job job =>
            job.Outputs.Select(output => output.Name).Concat(job.Type == "training" ? ["model"] : []),
        StepDefinition.Register => ["version"],
        _ => [],
    };

    private static string[] Of(StepDefinition step) => step switch
    {
        StepDefinition.Job => ["outputs", "metrics", "duration", "fail"],
        StepDefinition.Register => ["outputs", "duration", "fail"],
        StepDefinition.Http => ["status", "body", "headers", "duration", "fail"],
        StepDefinition.ManualApproval => ["approve", "by", "comment", "after"],
        StepDefinition.Callback => ["outputs", "fail", "after", "by", "comment", "status", "duration"],
        _ => [],
    };

    private static string Types(IReadOnlyList<StepDefinition> steps) =>
        string.Join(" or ", steps.Select(step => $"'{step.Type}'").Distinct());
}
