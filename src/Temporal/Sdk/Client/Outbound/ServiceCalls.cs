using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;

namespace Temporalio.Client.Outbound;

/// <summary>The innermost interceptor: makes the calls to the service.</summary>
internal sealed partial class ServiceCalls(TemporalClient client) : ClientOutboundInterceptor
{
    private WorkflowService Service => client.Connection.WorkflowService;

    private string Namespace => client.Options.Namespace;

    private string Identity => client.Connection.Options.Identity ?? string.Empty;

    public override async Task SignalWorkflowAsync(SignalWorkflowInput input)
    {
        var converter = ConverterOf(input.Id);
        await Service.SignalWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = new() { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
                SignalName = input.Signal,
                Identity = Identity,
                RequestId = NewRequestId(),
                Input = await WirePayloads.FromValuesAsync(converter, input.Args).ConfigureAwait(false),
                Header = await WirePayloads.HeaderAsync(converter, input.Headers).ConfigureAwait(false),
            },
            RpcOptions.WithRetry(input.Options?.Rpc)).ConfigureAwait(false);
    }

    public override async Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input)
    {
        var converter = ConverterOf(input.Id);
        var request = new QueryWorkflowRequest
        {
            Namespace = Namespace,
            Execution = new() { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
            Query = new()
            {
                QueryType = input.Query,
                QueryArgs = await WirePayloads.FromValuesAsync(converter, input.Args).ConfigureAwait(false),
                Header = await WirePayloads.HeaderAsync(converter, input.Headers).ConfigureAwait(false),
            },
            QueryRejectCondition =
                input.Options?.RejectCondition ?? client.Options.QueryRejectCondition ?? default,
        };
        QueryWorkflowResponse answer;
        try
        {
            answer = await Service.QueryWorkflowAsync(request, RpcOptions.WithRetry(input.Options?.Rpc))
                .ConfigureAwait(false);
        }
        catch (Exceptions.RpcException refused)
            when (refused.Detail<Api.ErrorDetails.V1.QueryFailedFailure>() != null)
        {
            throw new Exceptions.WorkflowQueryFailedException(refused.Message);
        }

        if (answer.QueryRejected != null)
        {
            throw new Exceptions.WorkflowQueryRejectedException(answer.QueryRejected.Status);
        }

        return answer.QueryResult is { Payloads_: { Count: > 0 } payloads }
            ? await converter.ToSingleValueAsync<TResult>(payloads).ConfigureAwait(false)
            : default!;
    }

    public override async Task<WorkflowExecutionDescription> DescribeWorkflowAsync(DescribeWorkflowInput input)
    {
        var answer = await Service.DescribeWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                Execution = new() { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
            },
            RpcOptions.WithRetry(input.Options?.Rpc)).ConfigureAwait(false);
        return new(answer, ConverterOf(input.Id));
    }

    public override Task CancelWorkflowAsync(CancelWorkflowInput input) =>
        Service.RequestCancelWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = new() { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
                FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
                Identity = Identity,
                RequestId = NewRequestId(),
            },
            RpcOptions.WithRetry(input.Options?.Rpc));

    public override async Task TerminateWorkflowAsync(TerminateWorkflowInput input) =>
        await Service.TerminateWorkflowExecutionAsync(
            new()
            {
                Namespace = Namespace,
                WorkflowExecution = new() { WorkflowId = input.Id, RunId = input.RunId ?? string.Empty },
                FirstExecutionRunId = input.FirstExecutionRunId ?? string.Empty,
                Reason = input.Reason ?? string.Empty,
                Identity = Identity,
                Details = await WirePayloads.FromValuesAsync(ConverterOf(input.Id), input.Options?.Details)
                    .ConfigureAwait(false),
            },
            RpcOptions.WithRetry(input.Options?.Rpc)).ConfigureAwait(false);

    private static string NewRequestId() => Guid.NewGuid().ToString();

    private DataConverter ConverterOf(string workflowId) => client.Options.DataConverter.WithSerializationContext(
        new ISerializationContext.Workflow(Namespace, workflowId));
}
