using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;

namespace Temporalio.Tests.Scenarios;

public sealed class WorkflowScenariosOnRealService(RealService service)
    : WorkflowScenarios(service), IClassFixture<RealService>;

public sealed class WorkflowScenariosOnEmbeddedService(EmbeddedService service)
    : WorkflowScenarios(service), IClassFixture<EmbeddedService>;

public sealed class WorkflowScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : WorkflowScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>Workflows from a client's side: start, result, signal, query, update, cancel, terminate, describe, list.</summary>
public abstract class WorkflowScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task ExecuteWorkflow_Greeting_ReturnsItsResult()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<GreetingWorkflow>();

        // Act
        var result = await WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("you"), NewWorkflow()));

        // Assert
        Assert.Equal("Hello, you!", result);
    }

    [Fact]
    public async Task ExecuteWorkflow_CacheOfSizeZero_ReplaysAndReturnsTheSameResult()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CountDownWorkflow>().AddWorkflow<TimerWorkflow>();
        worker.MaxCachedWorkflows = 0;

        // Act
        var waited = await WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((TimerWorkflow wf) => wf.RunAsync(5), NewWorkflow()));

        // Assert
        Assert.True(waited);
    }

    [Fact]
    public async Task ExecuteWorkflow_Failing_ThrowsItsFailureWithDetails()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<FailingWorkflow>();

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() => WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((FailingWorkflow wf) => wf.RunAsync(), NewWorkflow())));

        // Assert
        var failure = Assert.IsType<ApplicationFailureException>(thrown.InnerException);
        Assert.Equal("no luck", failure.Message);
        Assert.Equal("Unlucky", failure.ErrorType);
        Assert.Equal(7, failure.Details.ElementAt<int>(0));
    }

    [Fact]
    public async Task GetResult_ContinuedRuns_FollowsThemToTheLast()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CountDownWorkflow>();

        // Act
        var result = await WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((CountDownWorkflow wf) => wf.RunAsync(2, 1), NewWorkflow()));

        // Assert
        Assert.Equal("done after 3 runs", result);
    }

    [Fact]
    public async Task GetResult_ContinuedRunNotFollowed_Throws()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CountDownWorkflow>();

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowContinuedAsNewException>(() => WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((CountDownWorkflow wf) => wf.RunAsync(1, 1), NewWorkflow());
            await handle.GetResultAsync(followRuns: false, Patience);
        }));

        // Assert
        Assert.NotEmpty(thrown.NewRunId);
    }

    [Fact]
    public async Task ExecuteWorkflow_WithChild_ReturnsTheChildsResult()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<ParentWorkflow>().AddWorkflow<GreetingWorkflow>();

        // Act
        var result = await WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((ParentWorkflow wf) => wf.RunAsync("child"), NewWorkflow()));

        // Assert
        Assert.Equal("child said: Hello, child!", result);
    }

    [Fact]
    public async Task Handle_SignalQueryUpdate_ReachTheWorkflow()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CounterWorkflow>();

        await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());

            // Act
            await handle.SignalAsync(wf => wf.AddAsync(3), new() { Rpc = Patience });
            var queried = await handle.QueryAsync(wf => wf.Count, new() { Rpc = Patience });
            var updated = await handle.ExecuteUpdateAsync(wf => wf.AddAndGetAsync(4), new() { Rpc = Patience });
            await handle.SignalAsync(wf => wf.StopAsync(), new() { Rpc = Patience });
            var result = await handle.GetResultAsync(rpcOptions: Patience);

            // Assert
            Assert.Equal(3, queried);
            Assert.Equal(7, updated);
            Assert.Equal(7, result);
        });
    }

    [Fact]
    public async Task ExecuteUpdate_RejectedByItsValidator_ThrowsItsFailure()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CounterWorkflow>();

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() => WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());
            await handle.ExecuteUpdateAsync(wf => wf.AddAndGetAsync(-1), new() { Rpc = Patience });
        }));

        // Assert
        Assert.Equal("Negative", Assert.IsType<ApplicationFailureException>(thrown.InnerException).ErrorType);
    }

    [Fact]
    public async Task Query_UnknownName_ThrowsQueryFailed()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CounterWorkflow>();

        // Act and assert
        await Assert.ThrowsAsync<WorkflowQueryFailedException>(() => WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());
            await handle.QueryAsync<int>("nothing", [], new() { Rpc = Patience });
        }));
    }

    [Fact]
    public async Task StartWorkflow_WithSignal_DeliversTheSignal()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CounterWorkflow>();
        var options = NewWorkflow();
        options.SignalWithStart((CounterWorkflow wf) => wf.AddAsync(5));

        await WithWorkerAsync(worker, async () =>
        {
            // Act
            var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), options);
            var count = await handle.QueryAsync(wf => wf.Count, new() { Rpc = Patience });

            // Assert
            Assert.Equal(5, count);
        });
    }

    [Fact]
    public async Task ExecuteUpdateWithStart_NoWorkflow_StartsItAndAnswers()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CounterWorkflow>();
        var options = new WorkflowOptions(Unique, Unique) { IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting };
        var start = WithStartWorkflowOperation.Create((CounterWorkflow wf) => wf.RunAsync(), options);

        await WithWorkerAsync(worker, async () =>
        {
            // Act
            var count = await Client.ExecuteUpdateWithStartWorkflowAsync(
                (CounterWorkflow wf) => wf.AddAndGetAsync(6), new(start) { Rpc = Patience });
            var handle = await start.GetHandleAsync();

            // Assert
            Assert.Equal(6, count);
            Assert.Equal(Unique, handle.Id);
        });
    }

    [Fact]
    public async Task StartWorkflow_IdIsTaken_ThrowsWithTheRunningRun()
    {
        // Arrange
        var first = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowAlreadyStartedException>(() =>
            Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow()));

        // Assert
        Assert.Equal(first.ResultRunId, thrown.RunId);
        Assert.Equal("CounterWorkflow", thrown.WorkflowType);
    }

    [Fact]
    public async Task Cancel_WaitingWorkflow_EndsItAsCanceled()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CounterWorkflow>();

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() => WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());
            await handle.CancelAsync(new() { Rpc = Patience });
            await handle.GetResultAsync(rpcOptions: Patience);
        }));

        // Assert
        Assert.IsType<CanceledFailureException>(thrown.InnerException);
    }

    [Fact]
    public async Task Terminate_RunningWorkflow_EndsItWithTheReason()
    {
        // Arrange
        var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());

        // Act
        await handle.TerminateAsync("enough", new() { Rpc = Patience });
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() =>
            handle.GetResultAsync(rpcOptions: Patience));

        // Assert
        Assert.Equal("enough", Assert.IsType<TerminatedFailureException>(thrown.InnerException).Message);
        Assert.Equal(
            WorkflowExecutionStatus.Terminated, (await handle.DescribeAsync(new() { Rpc = Patience })).Status);
    }

    [Fact]
    public async Task Describe_StartedWithMemoAndSummary_ReturnsThem()
    {
        // Arrange
        var options = NewWorkflow();
        options.Memo = new Dictionary<string, object> { ["pipeline"] = "quickstart" };
        options.StaticSummary = "one line";
        var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), options);

        // Act
        var description = await handle.DescribeAsync(new() { Rpc = Patience });

        // Assert
        Assert.Equal(WorkflowExecutionStatus.Running, description.Status);
        Assert.Equal("CounterWorkflow", description.WorkflowType);
        Assert.Equal("quickstart", await description.Memo["pipeline"].ToValueAsync<string>());
        Assert.Equal("one line", await description.GetStaticSummaryAsync());
    }

    [Fact]
    public async Task Describe_UnknownId_ThrowsNotFound()
    {
        // Act
        var thrown = await Assert.ThrowsAsync<RpcException>(() =>
            Client.GetWorkflowHandle(Unique).DescribeAsync(new() { Rpc = Patience }));

        // Assert
        Assert.Equal(RpcException.StatusCode.NotFound, thrown.Code);
        Assert.Equal($"workflow not found for ID: {Unique}", thrown.Message);
    }

    [Fact]
    public async Task FetchHistory_FinishedWorkflow_RoundTripsThroughJson()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<GreetingWorkflow>();
        var handle = await WithWorkerAsync(worker, async () =>
        {
            var started = await Client.StartWorkflowAsync((GreetingWorkflow wf) => wf.RunAsync("you"), NewWorkflow());
            await started.GetResultAsync(rpcOptions: Patience);
            return started;
        });

        // Act
        var history = await handle.FetchHistoryAsync(new() { Rpc = Patience });
        var again = Common.WorkflowHistory.FromJson(history.Id, history.ToJson());

        // Assert
        Assert.Equal(
            [
                EventType.WorkflowExecutionStarted,
                EventType.WorkflowTaskScheduled,
                EventType.WorkflowTaskStarted,
                EventType.WorkflowTaskCompleted,
                EventType.WorkflowExecutionCompleted,
            ],
            history.Events.Select(found => found.EventType));
        Assert.Equal(history.Events, again.Events);
    }
}
