using Temporalio.Api.ErrorDetails.V1;

namespace Temporalio.Service.History;

/// <summary>Refusals that several decisions share.</summary>
internal static class RunRefusal
{
    /// <summary>Returns the refusal of a request to a run that is closed.</summary>
    public static ServiceException Completed() => Missing("workflow execution already completed");

    /// <summary>The run closed before it took an update.</summary>
    public static ServiceException UpdateAborted() => Missing("workflow update was aborted by closing workflow");

    /// <summary>
    /// Returns the refusal of an update that met the end of its run while the workflow goes on in a next one. Callers
    /// try again, and reach that.
    /// </summary>
    public static ServiceException Closing() =>
        new(GrpcStatus.Aborted, "workflow update was aborted by closing workflow");

    /// <summary>Returns the refusal of a completion whose workflow task is no longer the running one.</summary>
    public static ServiceException TaskNotFound() => Missing("Workflow task not found.");

    /// <summary>Returns the refusal of word about an activity that is not pending or not in that attempt.</summary>
    public static ServiceException ActivityNotFound() =>
        Missing("invalid activityID or activity already timed out or invoking workflow is completed");

    /// <summary>Returns NOT_FOUND with the typed detail that clients look for.</summary>
    public static ServiceException Missing(string message) =>
        ServiceException.With(GrpcStatus.NotFound, message, new NotFoundFailure());

    /// <summary>Throws when the run is closed.</summary>
    /// <exception cref="ServiceException">NOT_FOUND: the run is closed.</exception>
    public static void IfClosed(RunState state)
    {
        if (!state.IsRunning)
        {
            throw Completed();
        }
    }
}
