using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>What made a block or an execution fail.</summary>
/// <param name="Step">Path of the innermost step that failed; null when no step did.</param>
/// <param name="Error">Why.</param>
internal sealed record FlowFailure(string? Step, StepError Error)
{
    /// <summary>The class of a failure that a step of type <c>fail</c> made.</summary>
    public const string Deliberate = "Fail";

    /// <summary>True when the definition asked for the end: then there is nothing to try again or to wait
    /// for.</summary>
    public bool IsDeliberate { get; init; }

    /// <summary>One sentence for people: which step, why, with what exit code, and the last thing it said.</summary>
    public string Describe()
    {
        var where = Step is null ? "" : $"step '{Step}' failed: ";
        var exit = Error.ExitCode is { } code && !Error.Message.Contains($"{code}", StringComparison.Ordinal)
            ? $" (exit code {code})" : "";
        var last = Error.LogTail.Count == 0 || Error.Message.Contains(Error.LogTail[^1], StringComparison.Ordinal)
            ? "" : $"; last log line: {Error.LogTail[^1]}";
        return $"{where}{Error.Type}: {Error.Message}{exit}{last}";
    }
}
