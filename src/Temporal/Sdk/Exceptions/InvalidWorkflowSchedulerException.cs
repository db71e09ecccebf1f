namespace Temporalio.Exceptions;

/// <summary>Workflow code left its deterministic scheduler.</summary>
public class InvalidWorkflowSchedulerException : InvalidWorkflowOperationException
{
    private readonly string? _stackTrace;

    internal InvalidWorkflowSchedulerException(string message, string? stackTraceOverride = null)
        : base(message) => _stackTrace = stackTraceOverride;

    /// <inheritdoc />
    public override string? StackTrace => _stackTrace ?? base.StackTrace;
}
