using System.Collections.Frozen;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Outputs of steps.</summary>
internal static class StepOutputs
{
    /// <summary>No outputs.</summary>
    public static IReadOnlyDictionary<string, JsonElement> None { get; } =
        FrozenDictionary<string, JsonElement>.Empty;

    /// <summary>A value as JSON.</summary>
    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, PipelineJson.Options);
}
