namespace Pipelines.Definitions.Contracts;

/// <summary>Why a step failed.</summary>
/// <param name="Type">The error class: <c>ScriptFailed</c>, <c>Timeout</c>, <c>MissingOutput</c>,
/// <c>ExpressionFailed</c>, <c>Fail</c>, an exception's type name, …</param>
/// <param name="Message">One sentence for people.</param>
public sealed record StepError(string Type, string Message)
{
    /// <summary>The program's exit code; null when no program ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Last lines of the log, oldest first; at most 20 lines of at most 400 characters.</summary>
    public IReadOnlyList<string> LogTail { get; init; } = [];
}
