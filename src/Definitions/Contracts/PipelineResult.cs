using System.Text.Json;

namespace Pipelines.Definitions.Contracts;

/// <summary>What an execution that succeeded returns.</summary>
/// <param name="Outputs">The pipeline's outputs.</param>
/// <param name="State">The final state of all steps.</param>
public sealed record PipelineResult(IReadOnlyDictionary<string, JsonElement> Outputs, ExecutionState State);
