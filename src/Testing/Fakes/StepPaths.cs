using Pipelines.Definitions.Model;

namespace Pipelines.Testing.Fakes;

/// <summary>The paths that steps of a definition can have. Pure.</summary>
internal static class StepPaths
{
    /// <summary>Returns every step with its path, rounds and items as <c>[*]</c>.</summary>
    public static IReadOnlyList<(string Path, StepDefinition Step)> Of(PipelineDefinition definition)
    {
        var found = new List<(string Path, StepDefinition Step)>();
        Add("", definition.Body, found);
        if (definition.Finally is { } last) Add("finally.", last, found);
        return found;
    }

    /// <summary>Returns those that a pattern names: a path with a number names what the path with <c>[*]</c>
    /// does.</summary>
    public static IReadOnlyList<(string Path, StepDefinition Step)> Named(
        IReadOnlyList<(string Path, StepDefinition Step)> all, StepPattern pattern) =>
        [.. all.Where(step => pattern.Matches(step.Path)
            || (new StepPattern(step.Path) is { IsName: false } general && general.Matches(pattern.Text)))];

    private static void Add(string prefix, BlockDefinition block, List<(string Path, StepDefinition Step)> found)
    {
        foreach (var step in block.Steps)
        {
            var path = prefix + step.Name;
            found.Add((path, step));
            foreach (var (suffix, inner) in StepBlocks.Of(step))
                Add($"{path}{suffix.Replace("[i]", "[*]", StringComparison.Ordinal)}.", inner, found);
        }
    }
}
