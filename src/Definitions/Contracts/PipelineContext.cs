namespace Pipelines.Definitions.Contracts;

/// <summary>
/// Who is running: the same in every activity, child process, log line, artifact and event of an execution.
/// </summary>
public sealed record PipelineContext
{
    /// <summary>The pipeline's name. <c>PIPELINE_NAME</c>.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The definition's digest. <c>PIPELINE_VERSION</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The execution's id = the workflow's id. <c>PIPELINE_EXECUTION_ID</c>.</summary>
    public required string ExecutionId { get; init; }

    /// <summary>The namespace. <c>PIPELINE_NAMESPACE</c>. Default: <c>default</c>.</summary>
    public string Namespace { get; init; } = "default";

    /// <summary>The environment. <c>PIPELINE_ENVIRONMENT</c>. Default: <c>local</c>.</summary>
    public string Environment { get; init; } = "local";

    /// <summary>
    /// Absolute path of the folder that holds the pipeline's file, where programs are started; null when it was not
    /// started from a file.
    /// </summary>
    public string? ProjectDirectory { get; init; }
}
