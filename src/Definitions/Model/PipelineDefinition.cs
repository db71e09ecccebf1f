namespace Pipelines.Definitions.Model;

/// <summary>
/// A checked pipeline: immutable, complete, serializable as JSON. An execution is pinned to the one it was started
/// with.
/// </summary>
/// <remarks>Expressions stay text (<c>${{ … }}</c> in strings); they were parsed and checked before this record was
/// made.</remarks>
public sealed record PipelineDefinition
{
    /// <summary>Version of this record's layout. 1 today; readers refuse a higher one.</summary>
    public int Schema { get; init; } = 1;

    /// <summary>The pipeline's name: <c>[A-Za-z0-9][A-Za-z0-9_-]{0,63}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the pipeline is for, in a sentence; null when the file says nothing.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// SHA-256 over the canonical JSON of all other fields, as <c>sha256:</c> and 64 hexadecimal digits.
    /// </summary>
    public string Digest { get; init; } = "";

    /// <summary>Declared parameters, in the order of the file.</summary>
    public IReadOnlyList<ParameterDefinition> Parameters { get; init; } = [];

    /// <summary>The steps and the pipeline's outputs.</summary>
    public required BlockDefinition Body { get; init; }

    /// <summary>Steps that run after the body whatever its outcome; null when there are none.</summary>
    public BlockDefinition? Finally { get; init; }

    /// <summary>Most job steps that run at once in one execution; null means no bound but the workers'.</summary>
    public int? Parallelism { get; init; }

    /// <summary>
    /// What a failed step does to the steps beside it. Default: <see cref="FailureMode.FinishRunning"/>.
    /// </summary>
    public FailureMode FailureMode { get; init; } = FailureMode.FinishRunning;

    /// <summary>Longest time for the whole execution; null means no bound.</summary>
    public TimeSpan? Timeout { get; init; }
}
