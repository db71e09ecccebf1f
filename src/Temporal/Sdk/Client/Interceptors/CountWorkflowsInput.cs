namespace Temporalio.Client.Interceptors;

/// <summary>Counting workflows.</summary>
/// <param name="Query">The query.</param>
/// <param name="Options">Options.</param>
public record CountWorkflowsInput(
    string Query,
    WorkflowCountOptions? Options);
