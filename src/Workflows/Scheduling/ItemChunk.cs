namespace Pipelines.Workflows.Scheduling;

/// <summary>Items that a child workflow runs.</summary>
/// <param name="Count">How many.</param>
/// <param name="Places">How many activities it may run at once.</param>
internal sealed record ItemChunk(int Count, int Places);
