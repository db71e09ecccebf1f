namespace Pipelines.Definitions.Model;

/// <summary>How a failed attempt is tried again.</summary>
/// <param name="Attempts">Attempts in all, the first included. At least 1. Default 3.</param>
/// <param name="Interval">Wait before attempt 2. Above 0. Default 1 s.</param>
/// <param name="Backoff">Growth of the wait per attempt. At least 1. Default 2.</param>
/// <param name="Maximum">Longest single wait; null means 100 × <paramref name="Interval"/>, as in Temporal.</param>
/// <param name="NotOn">Error classes that are not tried again, such as <c>ScriptFailed</c> or <c>Timeout</c>.</param>
public sealed record RetryDefinition(
    int Attempts, TimeSpan Interval, double Backoff, TimeSpan? Maximum, IReadOnlyList<string> NotOn);
