using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

public sealed class AsyncActivityScenariosOnRealService(RealService service)
    : AsyncActivityScenarios(service), IClassFixture<RealService>;

public sealed class AsyncActivityScenariosOnEmbeddedService(EmbeddedService service)
    : AsyncActivityScenarios(service), IClassFixture<EmbeddedService>;

public sealed class AsyncActivityScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : AsyncActivityScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>Activities that somebody else completes, found by id.</summary>
public abstract class AsyncActivityScenarios(ServiceUnderTest service) : Scenario(service)
{
    private readonly TaskCompletionSource<ActivityInfo> _started =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task CompleteById_RunningActivity_IsItsResult()
    {
        // Act
        var result = await RunAsync(async activity => await activity.CompleteAsync("by id", new() { Rpc = Patience }));

        // Assert
        Assert.Equal("by id", result);
    }

    [Fact]
    public async Task FailById_RunningActivity_IsItsFailure()
    {
        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() => RunAsync(activity =>
            activity.FailAsync(new ApplicationFailureException("no", "No"), new() { Rpc = Patience })));

        // Assert
        Assert.Equal(
            "No", Assert.IsType<ApplicationFailureException>(thrown.InnerException!.InnerException).ErrorType);
    }

    [Fact]
    public async Task HeartbeatById_ThenFailure_NextAttemptFindsTheDetails()
    {
        // Act
        var result = await RunAsync(
            async activity =>
            {
                await activity.HeartbeatAsync(new() { Details = [7], Rpc = Patience });
                await activity.FailAsync(new ApplicationFailureException("again", "Again"), new() { Rpc = Patience });
            },
            attempts: 2);

        // Assert
        Assert.Equal("found 7", result);
    }

    [Fact]
    public async Task HeartbeatById_WorkflowIsCancelled_ThrowsAndMayReportTheCancellation()
    {
        // Arrange: nothing but a heartbeat tells of the cancellation.
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() => RunAsync(async activity =>
        {
            await Client.GetWorkflowHandle($"{Unique}-Later").CancelAsync(new() { Rpc = Patience });
            await Assert.ThrowsAsync<AsyncActivityCanceledException>(async () =>
            {
                while (!bound.IsCancellationRequested)
                    await activity.HeartbeatAsync(new() { Rpc = Patience });
            });
            await activity.ReportCancellationAsync(new() { Details = ["bye"], Rpc = Patience });
        }));

        // Assert
        Assert.True(TemporalException.IsCanceledException(thrown.InnerException!), thrown.ToString());
    }

    [Fact]
    public async Task CompleteById_NoSuchActivity_ThrowsNotFound()
    {
        // Act
        var thrown = await Assert.ThrowsAsync<RpcException>(() =>
            Client.GetAsyncActivityHandle(Unique, null!, "1").CompleteAsync("x", new() { Rpc = Patience }));

        // Assert
        Assert.Equal(RpcException.StatusCode.NotFound, thrown.Code);
    }

    private async Task<string> RunAsync(Func<AsyncActivityHandle, Task> outside, int attempts = 1)
    {
        var worker = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(ActivityDefinition.Create(
            "Later", typeof(Task<string>), [typeof(string)], 1, _ => LaterAsync()));
        return await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync(
                (CallActivityWorkflow wf) => wf.RunAsync("Later", "x", new(
                    60, 0, attempts, ActivityCancellationType.WaitCancellationCompleted)),
                NewWorkflow("-Later"));
            var info = await _started.Task.WaitAsync(Cancel);
            await outside(Client.GetAsyncActivityHandle(info.WorkflowId!, info.WorkflowRunId!, info.ActivityId));
            return await handle.GetResultAsync(rpcOptions: Patience);
        });
    }

    private async Task<string> LaterAsync()
    {
        var context = ActivityExecutionContext.Current;
        if (context.Info.Attempt > 1)
            return $"found {await context.Info.HeartbeatDetailAtAsync<int>(0)}";
        _started.SetResult(context.Info);
        throw new CompleteAsyncException();
    }
}
