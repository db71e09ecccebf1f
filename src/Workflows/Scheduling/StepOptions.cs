using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Scheduling;

/// <summary>How a step's activity is scheduled.</summary>
/// <param name="Timeout">Longest time for one attempt; null means no bound.</param>
/// <param name="Retry">How a failed attempt is tried again; null means one attempt.</param>
/// <param name="Queue">The task queue; null means the execution's own.</param>
internal sealed record StepOptions(TimeSpan? Timeout, RetryDefinition? Retry, string? Queue);
