namespace Temporalio.Client.Interceptors;

/// <summary>Listing workflows.</summary>
/// <param name="Query">The query.</param>
/// <param name="Options">Options.</param>
public record ListWorkflowsInput(
    string Query,
    WorkflowListOptions? Options);
