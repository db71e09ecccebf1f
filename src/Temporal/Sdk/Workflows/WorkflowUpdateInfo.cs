namespace Temporalio.Workflows;

/// <summary>The update that the current code handles.</summary>
/// <param name="Id">The update's id.</param>
/// <param name="Name">The update's name.</param>
public record WorkflowUpdateInfo(string Id, string Name);
