using System.Text.Json;

namespace Pipelines.Workflows.Scheduling;

/// <summary>What a step that succeeded handed back.</summary>
/// <param name="Outputs">Output name → value or artifact reference.</param>
/// <param name="Metrics">Metric name → value.</param>
/// <param name="Attempts">Attempts made, at least 1.</param>
internal sealed record StepResult(
    IReadOnlyDictionary<string, JsonElement> Outputs,
    IReadOnlyDictionary<string, JsonElement> Metrics,
    int Attempts);
