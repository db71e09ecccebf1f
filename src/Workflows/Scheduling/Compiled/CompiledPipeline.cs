namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A pipeline's two blocks.</summary>
/// <param name="Body">The steps and outputs.</param>
/// <param name="Finally">The steps that run afterwards; null when there are none.</param>
internal sealed record CompiledPipeline(CompiledBlock Body, CompiledBlock? Finally);
