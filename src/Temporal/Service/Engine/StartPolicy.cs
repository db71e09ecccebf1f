using Temporalio.Api.Enums.V1;
using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Engine;

/// <summary>What a start does about the newest run of its workflow id.</summary>
internal enum StartVerdict
{
    /// <summary>A new run begins.</summary>
    Begin,

    /// <summary>The request is a repetition: its run is the answer.</summary>
    Repeated,

    /// <summary>The running one is the answer.</summary>
    UseExisting,

    /// <summary>The running one is terminated, then a new one begins.</summary>
    TerminateAndBegin,
}

/// <summary>The policies by which a workflow id may be used again. Pure.</summary>
internal static class StartPolicy
{
    /// <param name="existing">The newest run of the id; null for none.</param>
    /// <exception cref="ServiceException">ALREADY_EXISTS: the policies forbid the start.</exception>
    public static StartVerdict Decide(
        RunState? existing, string requestId, WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict)
    {
        if (existing is null) return StartVerdict.Begin;
        if (requestId.Length > 0 && requestId == existing.StartRequestId) return StartVerdict.Repeated;
        return existing.IsRunning ? WhileRunning(existing, reuse, conflict) : AfterClose(existing, reuse);
    }

    private static StartVerdict WhileRunning(
        RunState existing, WorkflowIdReusePolicy reuse, WorkflowIdConflictPolicy conflict) => conflict switch
    {
        WorkflowIdConflictPolicy.UseExisting => StartVerdict.UseExisting,
        WorkflowIdConflictPolicy.TerminateExisting => StartVerdict.TerminateAndBegin,
        _ when reuse == WorkflowIdReusePolicy.TerminateIfRunning => StartVerdict.TerminateAndBegin,
        _ => throw AlreadyStarted(existing, $"Workflow execution is already running. {Names(existing)}."),
    };

    private static StartVerdict AfterClose(RunState existing, WorkflowIdReusePolicy reuse)
    {
        if (reuse == WorkflowIdReusePolicy.RejectDuplicate)
        {
            throw AlreadyStarted(
                existing,
                $"Workflow execution already finished. {Names(existing)}. Workflow Id reuse policy: reject duplicate workflow Id.");
        }

        var failed = existing.Status is WorkflowExecutionStatus.Failed or WorkflowExecutionStatus.Canceled
            or WorkflowExecutionStatus.Terminated or WorkflowExecutionStatus.TimedOut;
        if (reuse == WorkflowIdReusePolicy.AllowDuplicateFailedOnly && !failed)
        {
            throw AlreadyStarted(
                existing,
                $"Workflow execution already finished successfully. {Names(existing)}. " +
                "Workflow Id reuse policy: allow duplicate workflow Id if last run failed.");
        }

        return StartVerdict.Begin;
    }

    private static string Names(RunState run) => $"WorkflowId: {run.Key.WorkflowId}, RunId: {run.Key.RunId}";

    private static ServiceException AlreadyStarted(RunState run, string message) => ServiceException.With(
        GrpcStatus.AlreadyExists,
        message,
        new WorkflowExecutionAlreadyStartedFailure
        {
            StartRequestId = run.StartRequestId,
            RunId = run.Key.RunId,
            FirstExecutionRunId = run.Start.FirstExecutionRunId,
        });
}
