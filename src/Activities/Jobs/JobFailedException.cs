using Pipelines.Activities.Artifacts;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Jobs;

/// <summary>A job's attempt failed.</summary>
public sealed class JobFailedException : Exception
{
    /// <summary>A failure of a job.</summary>
    /// <param name="errorType">One of <see cref="JobErrors"/>, or an exception's type name.</param>
    /// <param name="message">One sentence for people.</param>
    /// <param name="nonRetryable">True when another attempt cannot help.</param>
    /// <param name="inner">The error below; null for none.</param>
    public JobFailedException(string errorType, string message, bool nonRetryable = false, Exception? inner = null)
        : base(message, inner)
    {
        ErrorType = errorType;
        NonRetryable = nonRetryable;
    }

    /// <summary>The error class.</summary>
    public string ErrorType { get; }

    /// <summary>True when another attempt cannot help.</summary>
    public bool NonRetryable { get; }

    /// <summary>The program's exit code; null when no program ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Exit code, last log lines and attempt; null until the runner knows them.</summary>
    public FailureDetail? Detail { get; internal set; }

    /// <summary>Returns the failure that stands for an error of the artifact store.</summary>
    internal static JobFailedException From(ArtifactException error, string where) => new(
        error.Fault switch
        {
            ArtifactFault.Missing => JobErrors.ArtifactMissing,
            ArtifactFault.Corrupted => JobErrors.ArtifactCorrupted,
            _ => JobErrors.BadInput,
        },
        $"{where}: {error.Message}",
        nonRetryable: true,
        error);
}
