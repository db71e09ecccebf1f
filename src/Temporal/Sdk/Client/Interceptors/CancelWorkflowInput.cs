namespace Temporalio.Client.Interceptors;

/// <summary>A request to cancel a workflow.</summary>
/// <param name="Id">Id of the workflow.</param>
/// <param name="RunId">Run id; null for the current run.</param>
/// <param name="FirstExecutionRunId">Run id of the chain's first run, which must match if given.</param>
/// <param name="Options">Options.</param>
public record CancelWorkflowInput(
    string Id,
    string? RunId,
    string? FirstExecutionRunId,
    WorkflowCancelOptions? Options);
