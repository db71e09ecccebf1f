namespace Pipelines.Testing.Fakes;

/// <summary>A failure that a fake step ends with.</summary>
/// <param name="Type">The error class, such as <c>ScriptFailed</c>.</param>
/// <param name="Message">The message.</param>
public sealed record FakeFailure(string Type, string Message)
{
    /// <summary>The program's exit code; null for none.</summary>
    public int? ExitCode { get; init; }

    /// <summary>True when the step's <c>retry</c> does not apply. Default: false.</summary>
    public bool NonRetryable { get; init; }

    /// <summary>Last lines of its log.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];
}
