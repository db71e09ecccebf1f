namespace Pipelines.Activities.Jobs;

/// <summary>What a heartbeat tells of a running job.</summary>
/// <param name="ProcessId">The program's process; null for a component.</param>
/// <param name="LastLine">The last line of its log, at most 400 characters; null before the first.</param>
public sealed record JobProgress(int? ProcessId, string? LastLine);
