using System.Collections.Frozen;
using System.Text.Json;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Outputs of steps.</summary>
internal static class StepOutputs
{
    /// <summary>No outputs.</summary>
    public static IReadOnlyDictionary<string, JsonElement> None { get; } =
        FrozenDictionary<string, JsonElement>.Empty;
}
