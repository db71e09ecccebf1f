namespace Pipelines.Definitions.Model;

/// <summary>The blocks inside steps.</summary>
public static class StepBlocks
{
    /// <summary>
    /// Returns each block that a step holds, with what follows the step's path in the paths of its steps: <c>.then</c>,
    /// <c>[i]</c>, nothing, <c>.catch</c>, <c>.finally</c>. None for a step without blocks.
    /// </summary>
    public static IEnumerable<(string Suffix, BlockDefinition Block)> Of(StepDefinition step)
    {
        switch (step)
        {
            case StepDefinition.Condition condition:
                foreach (var branch in condition.Branches) yield return ($".{branch.Word}", branch.Block);
                break;
            case StepDefinition.Loop loop:
                yield return ("[i]", loop.Block);
                break;
            case StepDefinition.ForEach each:
                yield return ("[i]", each.Block);
                break;
            case StepDefinition.Guarded group:
                yield return ("", group.Block);
                if (group.Catch is { } caught) yield return (".catch", caught);
                if (group.Finally is { } last) yield return (".finally", last);
                break;
            case StepDefinition.Nested nested:
                yield return ("", nested.Pipeline.Body);
                if (nested.Pipeline.Finally is { } end) yield return (".finally", end);
                break;
        }
    }
}
