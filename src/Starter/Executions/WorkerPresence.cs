using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Api = Temporalio.Api.Common.V1;

namespace Pipelines.Starter.Executions;

/// <summary>Tells whether anybody takes the work of an execution.</summary>
internal static class WorkerPresence
{
    /// <summary>
    /// Returns the task queue that an open execution waits at while no worker asks for its tasks; null when one does, and
    /// when the service does not tell.
    /// </summary>
    /// <remarks>A service remembers workers for some minutes after they went away.</remarks>
    public static async Task<string?> UnservedQueueAsync(ITemporalClient client, string id, CancellationToken cancel)
    {
        var (service, ns) = (client.Connection.WorkflowService, client.Options.Namespace);
        var rpc = new RpcOptions { CancellationToken = cancel };
        try
        {
            var found = await service.DescribeWorkflowExecutionAsync(
                new DescribeWorkflowExecutionRequest
                {
                    Namespace = ns,
                    Execution = new Api.WorkflowExecution { WorkflowId = id },
                },
                rpc).ConfigureAwait(false);
            if (found.WorkflowExecutionInfo.Status != WorkflowExecutionStatus.Running) return null;
            var queue = found.ExecutionConfig.TaskQueue;
            var known = await service.DescribeTaskQueueAsync(
                new DescribeTaskQueueRequest { Namespace = ns, TaskQueue = queue, TaskQueueType = TaskQueueType.Workflow },
                rpc).ConfigureAwait(false);
            return known.Pollers.Count == 0 ? queue.Name : null;
        }
        catch (RpcException)
        {
            // It was a question beside the point: whatever the command does next tells what is wrong.
            return null;
        }
    }
}
