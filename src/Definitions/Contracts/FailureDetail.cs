namespace Pipelines.Definitions.Contracts;

/// <summary>
/// The first detail of an activity's ApplicationFailure: what the state and the command line show of a failed program.
/// </summary>
/// <param name="ExitCode">The program's exit code; null when no program ended.</param>
/// <param name="LogTail">Last lines of its log, oldest first; at most 20 lines of at most 400 characters.</param>
/// <param name="Attempt">The attempt that failed, from 1.</param>
public sealed record FailureDetail(int? ExitCode, IReadOnlyList<string> LogTail, int Attempt);
