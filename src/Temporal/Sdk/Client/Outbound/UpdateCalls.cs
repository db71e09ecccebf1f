using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client.Outbound;

/// <summary>Requests and polls of updates.</summary>
internal static class UpdateCalls
{
    /// <summary>Returns a request without workflow, to be filled in.</summary>
    public static async Task<UpdateWorkflowExecutionRequest> NewRequestAsync(
        string update,
        IReadOnlyCollection<object?> args,
        WorkflowUpdateOptions options,
        WorkflowUpdateStage waitFor,
        DataConverter converter,
        IDictionary<string, Payload>? headers,
        ITemporalClient client)
    {
        if (waitFor is not (WorkflowUpdateStage.Accepted or WorkflowUpdateStage.Completed))
        {
            throw new ArgumentException($"WaitForStage is {waitFor}; it must be Accepted or Completed.");
        }

        return new()
        {
            Namespace = client.Options.Namespace,
            WaitPolicy = new() { LifecycleStage = (UpdateWorkflowExecutionLifecycleStage)(int)waitFor },
            Request = new()
            {
                Meta = new()
                {
                    UpdateId = options.Id ?? Guid.NewGuid().ToString(),
                    Identity = client.Connection.Options.Identity ?? string.Empty,
                },
                Input = new()
                {
                    Name = update,
                    Args = await WirePayloads.FromValuesAsync(converter, args).ConfigureAwait(false),
                    Header = await WirePayloads.HeaderAsync(converter, headers).ConfigureAwait(false),
                },
            },
        };
    }

    /// <summary>Waits until the service knows the outcome.</summary>
    public static async Task<Outcome> PollOutcomeAsync(WorkflowUpdateHandle handle, RpcOptions? options)
    {
        var request = new PollWorkflowExecutionUpdateRequest
        {
            Namespace = handle.Client.Options.Namespace,
            UpdateRef = new()
            {
                WorkflowExecution = new()
                {
                    WorkflowId = handle.WorkflowId,
                    RunId = handle.WorkflowRunId ?? string.Empty,
                },
                UpdateId = handle.Id,
            },
            Identity = handle.Client.Connection.Options.Identity ?? string.Empty,
            WaitPolicy = new() { LifecycleStage = UpdateWorkflowExecutionLifecycleStage.Completed },
        };
        while (true)
        {
            try
            {
                var answer = await handle.Client.Connection.WorkflowService.PollWorkflowExecutionUpdateAsync(
                    request, RpcOptions.WithRetry(options)).ConfigureAwait(false);
                if (answer.Outcome != null)
                {
                    return answer.Outcome;
                }
            }
            catch (Exception fault) when (IsTimeoutOrCancel(fault))
            {
                throw new WorkflowUpdateRpcTimeoutOrCanceledException(fault);
            }
        }
    }

    public static bool IsTimeoutOrCancel(Exception fault) => fault
        is OperationCanceledException
        or RpcException { Code: RpcException.StatusCode.DeadlineExceeded or RpcException.StatusCode.Cancelled };
}
