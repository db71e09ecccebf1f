using Temporalio.Service.History;

namespace Temporalio.Service.Engine;

/// <summary>Refusals that more than one call gives, in the words of Temporal's server.</summary>
internal static class Refusals
{
    /// <summary>No run of this workflow id.</summary>
    public static ServiceException NoWorkflow(string workflowId) =>
        RunRefusal.Missing($"workflow not found for ID: {workflowId}");

    /// <summary>No such run of this workflow id.</summary>
    public static ServiceException NoRun(string workflowId, string runId) =>
        RunRefusal.Missing($"workflow execution not found for workflow ID \"{workflowId}\" and run ID \"{runId}\"");

    /// <summary>The service was told to stop.</summary>
    public static ServiceException Stopping() => new(GrpcStatus.Unavailable, "The service is stopping.");
}
