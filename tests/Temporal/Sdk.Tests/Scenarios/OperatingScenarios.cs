using Temporalio.Api.Batch.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class OperatingScenariosOnRealService(RealService service)
    : OperatingScenarios(service), IClassFixture<RealService>;

public sealed class OperatingScenariosOnEmbeddedService(EmbeddedService service)
    : OperatingScenarios(service), IClassFixture<EmbeddedService>;

public sealed class OperatingScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : OperatingScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>What is done with many workflows at once.</summary>
public abstract class OperatingScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Batch_SignalsSeveralWorkflows_EachHearsIt()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CounterWorkflow>();
        await WithWorkerAsync(worker, async () =>
        {
            var handles = new List<WorkflowHandle<CounterWorkflow, int>>();
            for (var number = 0; number < 3; number++)
            {
                handles.Add(await Client.StartWorkflowAsync(
                    (CounterWorkflow wf) => wf.RunAsync(), NewWorkflow($"-{number}")));
            }

            // Act
            await Client.Connection.WorkflowService.StartBatchOperationAsync(
                new()
                {
                    Namespace = Client.Options.Namespace,
                    JobId = Unique,
                    Reason = "all may go",
                    TargetExecutions =
                    {
                        handles.Select(
                            handle => new Execution { Type = ExecutionType.Workflow, BusinessId = handle.Id }),
                    },
                    SignalOperation = new BatchOperationSignal { Signal = "Stop", Identity = "operator" },
                },
                Patience);
            foreach (var handle in handles)
                await handle.GetResultAsync(rpcOptions: Patience);
            var ended = await EndedAsync();

            // Assert
            Assert.Equal(
                (BatchOperationState.Completed, BatchOperationType.SignalWorkflow, 3L, 0L),
                (ended.State, ended.OperationType, ended.CompleteOperationCount, ended.FailureOperationCount));
            Assert.Equal("all may go", ended.Reason);
        });
    }

    [Fact]
    public async Task List_ByTypeAndState_PagesThroughAllAndCountsThem()
    {
        // Arrange
        for (var number = 0; number < 5; number++)
            await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow($"-{number}"));
        await Client.GetWorkflowHandle($"{Unique}-4").TerminateAsync("over", new() { Rpc = Patience });
        var query = $"TaskQueue = '{Unique}' AND ExecutionStatus = 'Running'";
        await CountedAsync(query, 4);

        // Act
        var listed = new List<string>();
        await foreach (var execution in Client.ListWorkflowsAsync(query, new() { Rpc = Patience }))
            listed.Add(execution.Id);
        var limited = new List<string>();
        await foreach (var execution in Client.ListWorkflowsAsync(query, new() { Limit = 3, Rpc = Patience }))
            limited.Add(execution.Id);
        var (first, second) = await PagesAsync(query);

        // Assert
        Assert.Equal(Enumerable.Range(0, 4).Select(number => $"{Unique}-{number}"), listed.Order());
        Assert.Equal(3, limited.Count);
        Assert.Equal((2, 2), (first.Count, second.Count));
        Assert.Equal(listed.Order(), first.Concat(second).Order());
    }

    private async Task<(IReadOnlyList<string> First, IReadOnlyList<string> Second)> PagesAsync(string query)
    {
        var options = new WorkflowListPaginatedOptions { PageSize = 2, Rpc = Patience };
        var first = await Client.ListWorkflowsPaginatedAsync(query, null, options);
        var second = await Client.ListWorkflowsPaginatedAsync(query, first.NextPageToken, options);
        return ([.. first.Workflows.Select(found => found.Id)], [.. second.Workflows.Select(found => found.Id)]);
    }

    // A server lists what happened a moment ago a moment later.
    private async Task CountedAsync(string query, long expected)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        var options = new WorkflowCountOptions { Rpc = new() { CancellationToken = bound.Token } };
        while ((await Client.CountWorkflowsAsync(query, options)).Count != expected)
        {
            bound.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<DescribeBatchOperationResponse> EndedAsync()
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var described = await Client.Connection.WorkflowService.DescribeBatchOperationAsync(
                new() { Namespace = Client.Options.Namespace, JobId = Unique },
                new() { CancellationToken = bound.Token });
            if (described.State != BatchOperationState.Running)
                return described;
        }
    }
}
