namespace Temporalio.Client.Interceptors;

/// <summary>Terminating a workflow.</summary>
/// <param name="Id">Id of the workflow.</param>
/// <param name="RunId">Run id; null for the current run.</param>
/// <param name="FirstExecutionRunId">Run id of the chain's first run, which must match if given.</param>
/// <param name="Reason">Why.</param>
/// <param name="Options">Options.</param>
public record TerminateWorkflowInput(
    string Id,
    string? RunId,
    string? FirstExecutionRunId,
    string? Reason,
    WorkflowTerminateOptions? Options);
