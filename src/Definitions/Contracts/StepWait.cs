namespace Pipelines.Definitions.Contracts;

/// <summary>What a waiting step waits for.</summary>
/// <param name="For"><c>approval</c>, <c>callback</c>, <c>time</c>, <c>decision</c> (a failed step with <c>onFailure:
/// wait</c>) or <c>retry</c> (the next attempt of a step with blocks).</param>
public sealed record StepWait(string For)
{
    /// <summary>What is to be decided; null for nothing to say.</summary>
    public string? Message { get; init; }

    /// <summary>A callback's token; null for the other kinds.</summary>
    public string? Token { get; init; }

    /// <summary>When the wait ends by itself; null for never.</summary>
    public DateTimeOffset? Until { get; init; }
}
