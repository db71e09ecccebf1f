using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;

namespace Temporalio.Client.Outbound;

/// <content>Updates.</content>
internal sealed partial class ServiceCalls
{
    public override async Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(
        StartWorkflowUpdateInput input)
    {
        var request = await UpdateCalls.NewRequestAsync(
            input.Update,
            input.Args,
            input.Options,
            input.Options.WaitForStage,
            ConverterOf(input.Id),
            input.Headers,
            client).ConfigureAwait(false);
        request.WorkflowExecution = new() { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty };
        request.FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty;

        // The service answers without result when its own patience ends: the same update is asked for again.
        UpdateWorkflowExecutionResponse answer;
        do
        {
            try
            {
                answer = await Service.UpdateWorkflowExecutionAsync(request, RpcOptions.WithRetry(input.Options.Rpc))
                    .ConfigureAwait(false);
            }
            catch (Exception fault) when (UpdateCalls.IsTimeoutOrCancel(fault))
            {
                throw new WorkflowUpdateRpcTimeoutOrCanceledException(fault);
            }
        }
        while (answer.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        return await WaitForStageAsync(
            new WorkflowUpdateHandle<TResult>(
                client,
                request.Request.Meta.UpdateId,
                input.Id,
                answer.UpdateRef?.WorkflowExecution?.RunId ?? input.RunId) { KnownOutcome = answer.Outcome },
            input.Options.WaitForStage,
            input.Options.Rpc).ConfigureAwait(false);
    }

    public override async Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input)
    {
        var start = input.Options.StartWorkflowOperation
            ?? throw new ArgumentException("StartWorkflowOperation is not set.");
        if (!start.TryMarkUsed())
        {
            throw new ArgumentException("StartWorkflowOperation was used before; it serves for one call.");
        }

        try
        {
            return await UpdateWithStartAsync<TUpdateResult>(input, start).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var named = UpdateWithStartFault.Name(fault, start);
            start.SetFailed(named);
            if (ReferenceEquals(named, fault))
            {
                throw;
            }

            throw named;
        }
    }

    private static async Task<WorkflowUpdateHandle<TResult>> WaitForStageAsync<TResult>(
        WorkflowUpdateHandle<TResult> handle, WorkflowUpdateStage stage, RpcOptions? options)
    {
        if (stage == WorkflowUpdateStage.Completed)
        {
            handle.KnownOutcome ??= await UpdateCalls.PollOutcomeAsync(handle, options).ConfigureAwait(false);
        }

        return handle;
    }

    private async Task<WorkflowUpdateHandle<TUpdateResult>> UpdateWithStartAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input, WithStartWorkflowOperation start)
    {
        UpdateWithStartFault.ThrowIfNotAllowed(start.Options);
        var id = StartRequest.RequireId(start.Options);
        var converter = ConverterOf(id);
        var startRequest = await StartRequest.CreateAsync(
            start.Workflow, start.Args, start.Options, converter, start.Headers, Namespace, Identity, NewRequestId())
            .ConfigureAwait(false);
        var updateRequest = await UpdateCalls.NewRequestAsync(
            input.Update, input.Args, input.Options, input.Options.WaitForStage, converter, input.Headers, client)
            .ConfigureAwait(false);
        updateRequest.WorkflowExecution = new() { WorkflowId = id };
        var request = new ExecuteMultiOperationRequest { Namespace = Namespace };
        request.Operations.Add(new ExecuteMultiOperationRequest.Types.Operation { StartWorkflow = startRequest });
        request.Operations.Add(new ExecuteMultiOperationRequest.Types.Operation { UpdateWorkflow = updateRequest });

        UpdateWorkflowExecutionResponse update;
        string runId;
        do
        {
            var answer = await Service.ExecuteMultiOperationAsync(request, RpcOptions.WithRetry(input.Options.Rpc))
                .ConfigureAwait(false);
            runId = answer.Responses[0].StartWorkflow.RunId;
            start.SetStarted(client, runId);
            update = answer.Responses[1].UpdateWorkflow;
        }
        while (update.Stage < UpdateWorkflowExecutionLifecycleStage.Accepted);

        return await WaitForStageAsync(
            new WorkflowUpdateHandle<TUpdateResult>(client, updateRequest.Request.Meta.UpdateId, id, runId)
            {
                KnownOutcome = update.Outcome,
            },
            input.Options.WaitForStage,
            input.Options.Rpc).ConfigureAwait(false);
    }
}
