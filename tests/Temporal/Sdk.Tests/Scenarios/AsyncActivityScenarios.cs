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

/// <summary>Activities that somebody else completes, found by token or by id.</summary>
public abstract class AsyncActivityScenarios(ServiceUnderTest service) : Scenario(service)
{
    private readonly TaskCompletionSource<ActivityInfo> _started =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Complete_RunningActivity_IsItsResult(bool byToken)
    {
        // Act
        var result = await RunAsync(
            byToken, async activity => await activity.CompleteAsync("outside", new() { Rpc = Patience }));

        // Assert
        Assert.Equal("outside", result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Fail_RunningActivity_IsItsFailure(bool byToken)
    {
        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() => RunAsync(byToken, activity =>
            activity.FailAsync(new ApplicationFailureException("no", "No"), new() { Rpc = Patience })));

        // Assert
        Assert.Equal(
            "No", Assert.IsType<ApplicationFailureException>(thrown.InnerException!.InnerException).ErrorType);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Heartbeat_ThenFailure_NextAttemptFindsTheDetails(bool byToken)
    {
        // Act
        var result = await RunAsync(
            byToken,
            async activity =>
            {
                await activity.HeartbeatAsync(new() { Details = [7], Rpc = Patience });
                await activity.FailAsync(new ApplicationFailureException("again", "Again"), new() { Rpc = Patience });
            },
            attempts: 2);

        // Assert
        Assert.Equal("found 7", result);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Heartbeat_WorkflowIsCancelled_ThrowsAndMayReportTheCancellation(bool byToken)
    {
        // Arrange: nothing but a heartbeat tells of the cancellation.
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() => RunAsync(byToken, async activity =>
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

    private async Task<string> RunAsync(bool byToken, Func<AsyncActivityHandle, Task> outside, int attempts = 1)
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
            await outside(byToken
                ? Client.GetAsyncActivityHandle(info.TaskToken)
                : Client.GetAsyncActivityHandle(info.WorkflowId!, info.WorkflowRunId!, info.ActivityId));
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
