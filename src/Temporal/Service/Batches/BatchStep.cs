using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;
using Operation = Temporalio.Api.WorkflowService.V1.StartBatchOperationRequest.OperationOneofCase;

namespace Temporalio.Service.Batches;

/// <summary>The call that a batch operation makes for one execution. Made twice, it does no more than once.</summary>
internal static class BatchStep
{
    /// <summary>Returns the method and its request; resets are found by <see cref="BatchReset"/>.</summary>
    public static (string Method, IMessage Request) Of(StartBatchOperationRequest job, WorkflowExecution execution) =>
        job.OperationCase switch
        {
            Operation.TerminationOperation => ("TerminateWorkflowExecution", new TerminateWorkflowExecutionRequest
            {
                Namespace = job.Namespace,
                WorkflowExecution = execution,
                Reason = job.Reason,
                Details = job.TerminationOperation.Details,
                Identity = job.TerminationOperation.Identity,
            }),
            Operation.CancellationOperation => (
                "RequestCancelWorkflowExecution", new RequestCancelWorkflowExecutionRequest
                {
                    Namespace = job.Namespace,
                    WorkflowExecution = execution,
                    Reason = job.Reason,
                    Identity = job.CancellationOperation.Identity,
                    RequestId = RequestId(job, execution),
                }),
            Operation.SignalOperation => ("SignalWorkflowExecution", new SignalWorkflowExecutionRequest
            {
                Namespace = job.Namespace,
                WorkflowExecution = execution,
                SignalName = job.SignalOperation.Signal,
                Input = job.SignalOperation.Input,
                Header = job.SignalOperation.Header,
                Identity = job.SignalOperation.Identity,
                RequestId = RequestId(job, execution),
            }),
            Operation.DeletionOperation => ("DeleteWorkflowExecution", new DeleteWorkflowExecutionRequest
            {
                Namespace = job.Namespace, WorkflowExecution = execution,
            }),
            Operation.UpdateWorkflowOptionsOperation => (
                "UpdateWorkflowExecutionOptions", new UpdateWorkflowExecutionOptionsRequest
                {
                    Namespace = job.Namespace,
                    WorkflowExecution = execution,
                    WorkflowExecutionOptions = job.UpdateWorkflowOptionsOperation.WorkflowExecutionOptions,
                    UpdateMask = job.UpdateWorkflowOptionsOperation.UpdateMask,
                    Identity = job.UpdateWorkflowOptionsOperation.Identity,
                }),
            Operation.UnpauseActivitiesOperation => ("UnpauseActivity", Unpause(job, execution)),
            Operation.ResetActivitiesOperation => ("ResetActivity", ResetActivities(job, execution)),
            Operation.UpdateActivityOptionsOperation => ("UpdateActivityOptions", Update(job, execution)),
            _ => throw new ArgumentOutOfRangeException(nameof(job), job.OperationCase, "not a call for one execution"),
        };

    /// <summary>The same for every try of the same step.</summary>
    public static string RequestId(StartBatchOperationRequest job, WorkflowExecution execution) =>
        $"{job.JobId}:{execution.WorkflowId}:{execution.RunId}";

    private static UnpauseActivityRequest Unpause(StartBatchOperationRequest job, WorkflowExecution execution)
    {
        var asked = job.UnpauseActivitiesOperation;
        var request = new UnpauseActivityRequest
        {
            Namespace = job.Namespace,
            Execution = execution,
            Identity = asked.Identity,
            ResetAttempts = asked.ResetAttempts,
            ResetHeartbeat = asked.ResetHeartbeat,
            Jitter = asked.Jitter,
        };
        if (asked.Type.Length > 0) request.Type = asked.Type;
        else request.UnpauseAll = true;
        return request;
    }

    private static ResetActivityRequest ResetActivities(StartBatchOperationRequest job, WorkflowExecution execution)
    {
        var asked = job.ResetActivitiesOperation;
        var request = new ResetActivityRequest
        {
            Namespace = job.Namespace,
            Execution = execution,
            Identity = asked.Identity,
            ResetHeartbeat = asked.ResetHeartbeat,
            KeepPaused = asked.KeepPaused,
            Jitter = asked.Jitter,
            RestoreOriginalOptions = asked.RestoreOriginalOptions,
        };
        if (asked.Type.Length > 0) request.Type = asked.Type;
        else request.MatchAll = true;
        return request;
    }

    private static UpdateActivityOptionsRequest Update(StartBatchOperationRequest job, WorkflowExecution execution)
    {
        var asked = job.UpdateActivityOptionsOperation;
        var request = new UpdateActivityOptionsRequest
        {
            Namespace = job.Namespace,
            Execution = execution,
            Identity = asked.Identity,
            ActivityOptions = asked.ActivityOptions,
            UpdateMask = asked.UpdateMask,
            RestoreOriginal = asked.RestoreOriginal,
        };
        if (asked.Type.Length > 0) request.Type = asked.Type;
        else request.MatchAll = true;
        return request;
    }
}
