namespace Temporalio.Client.Interceptors;

/// <summary>Listing one page of workflows.</summary>
/// <param name="Query">The query.</param>
/// <param name="NextPageToken">Where the page starts; null for the beginning.</param>
/// <param name="Options">Options.</param>
public record ListWorkflowsPaginatedInput(
    string Query,
    byte[]? NextPageToken,
    WorkflowListPaginatedOptions? Options);
