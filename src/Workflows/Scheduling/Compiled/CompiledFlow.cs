namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A definition with every expression parsed and every name an index. Built once per execution.</summary>
/// <param name="Body">The steps and outputs.</param>
/// <param name="Finally">The steps that run afterwards; null when there are none.</param>
/// <param name="Parallelism">Most steps with an activity at once.</param>
/// <param name="Steps">How many steps there are, at any depth; one that is repeated counts once.</param>
internal sealed record CompiledFlow(CompiledBlock Body, CompiledBlock? Finally, int Parallelism, int Steps)
{
    /// <summary>True when a step is repeated, so that nobody knows beforehand how many there will be.</summary>
    public bool Repeats { get; init; }

    /// <summary>A service allows 2,000 pending activities in one run, and one task's commands must fit into 4
    /// MiB.</summary>
    public const int MostActivities = 500;

    /// <summary>No steps.</summary>
    public static CompiledFlow Empty { get; } = new(CompiledBlock.Empty, null, MostActivities, 0);
}
