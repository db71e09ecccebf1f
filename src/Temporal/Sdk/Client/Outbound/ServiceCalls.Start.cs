using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Exceptions;

namespace Temporalio.Client.Outbound;

/// <content>Starts, also with a signal.</content>
internal sealed partial class ServiceCalls
{
    public override async Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        StartWorkflowInput input)
    {
        var options = input.Options;
        if (options.StartSignal == null && options.StartSignalArgs != null)
        {
            throw new ArgumentException("StartSignalArgs is set without StartSignal.");
        }

        var id = StartRequest.RequireId(options);
        var request = await StartRequest.CreateAsync(
            input.Workflow, input.Args, options, ConverterOf(id), input.Headers, Namespace, Identity, NewRequestId())
            .ConfigureAwait(false);
        try
        {
            var runId = options.StartSignal == null
                ? (await Service.StartWorkflowExecutionAsync(request, RpcOptions.WithRetry(options.Rpc))
                    .ConfigureAwait(false)).RunId
                : await SignalWithStartAsync(request, options).ConfigureAwait(false);
            return new(client, id, null, runId, runId);
        }
        catch (RpcException refused) when (AlreadyStarted(refused, id, input.Workflow) is { } known)
        {
            throw known;
        }
    }

    private static WorkflowAlreadyStartedException? AlreadyStarted(RpcException refused, string id, string workflow) =>
        refused.Code == RpcException.StatusCode.AlreadyExists
        && refused.Detail<WorkflowExecutionAlreadyStartedFailure>() is { } detail
            ? new(refused.Message, id, workflow, detail.RunId)
            : null;

    private async Task<string> SignalWithStartAsync(StartWorkflowExecutionRequest start, WorkflowOptions options)
    {
        if (options.RequestEagerStart)
        {
            throw new ArgumentException("RequestEagerStart cannot go together with StartSignal.");
        }

        var request = StartRequest.WithSignal(
            start,
            options.StartSignal!,
            await WirePayloads.FromValuesAsync(ConverterOf(start.WorkflowId), options.StartSignalArgs)
                .ConfigureAwait(false));
        var answer = await Service.SignalWithStartWorkflowExecutionAsync(request, RpcOptions.WithRetry(options.Rpc))
            .ConfigureAwait(false);
        return answer.RunId;
    }
}
