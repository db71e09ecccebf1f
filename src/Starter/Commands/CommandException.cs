namespace Pipelines.Starter.Commands;

/// <summary>Ends a command with a message for people and an exit code.</summary>
public sealed class CommandException : Exception
{
    /// <summary>Creates a fault.</summary>
    /// <param name="exitCode">One of <see cref="ExitCodes"/>.</param>
    /// <param name="message">What is wrong, why, and what to do.</param>
    /// <param name="cause">What led to it; null for none.</param>
    public CommandException(int exitCode, string message, Exception? cause = null)
        : base(message, cause) => ExitCode = exitCode;

    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; }

    /// <summary>The code under which <c>docs/errors.md</c> explains it; null for none.</summary>
    public string? Code { get; init; }
}
