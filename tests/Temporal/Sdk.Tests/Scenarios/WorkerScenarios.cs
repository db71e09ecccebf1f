using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class WorkerScenariosOnRealService(RealService service)
    : WorkerScenarios(service), IClassFixture<RealService>;

public sealed class WorkerScenariosOnEmbeddedService(EmbeddedService service)
    : WorkerScenarios(service), IClassFixture<EmbeddedService>;

public sealed class WorkerScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : WorkerScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>The worker's own life: start, stop, a second one, many executions at once.</summary>
public abstract class WorkerScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Execute_StoppedAndStartedAgain_WorkflowGoesOnInTheSecondWorker()
    {
        // Arrange
        var options = NewWorker().AddWorkflow<CounterWorkflow>();
        var handle = await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow());
        await WithWorkerAsync(options, () =>
            handle.ExecuteUpdateAsync(wf => wf.AddAndGetAsync(2), new() { Rpc = Patience }));

        // Act
        var result = await WithWorkerAsync(options, async () =>
        {
            await handle.SignalAsync(wf => wf.AddAsync(3), new() { Rpc = Patience });
            await handle.SignalAsync(wf => wf.StopAsync(), new() { Rpc = Patience });
            return await handle.GetResultAsync(rpcOptions: Patience);
        });

        // Assert
        Assert.Equal(5, result);
    }

    [Fact]
    public async Task Cache_OfOneRun_TwoThatTakeTurnsPushEachOtherOutAndGoOn()
    {
        // Arrange
        var (client, watch) = WatchedInvoker.Of(Client);
        var options = NewWorker().AddWorkflow<CounterWorkflow>();
        options.MaxCachedWorkflows = 1;
        using var worker = new TemporalWorker(client, options);
        WorkflowHandle<CounterWorkflow, int>[] handles =
        [
            await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow("-a")),
            await Client.StartWorkflowAsync((CounterWorkflow wf) => wf.RunAsync(), NewWorkflow("-b")),
        ];

        // Act
        var seen = await worker.ExecuteAsync(
            async () =>
            {
                var counts = new List<int>();
                for (var turn = 0; turn < 6; turn++)
                {
                    counts.Add(await handles[turn % 2].ExecuteUpdateAsync(
                        wf => wf.AddAndGetAsync(1), new() { Rpc = Patience }));
                }

                return counts;
            },
            Cancel);

        // Assert: who comes back has only the end of the history in the task, and the rest is asked for.
        Assert.Equal([1, 1, 2, 2, 3, 3], seen);
        Assert.InRange(watch.CountOf("GetWorkflowExecutionHistory"), 1, int.MaxValue);
    }

    [Fact]
    public async Task Execute_StopWhileActivityRuns_WaitsForItWithinTheGracePeriod()
    {
        // Arrange
        var started = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var options = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(ActivityDefinition.Create(
            "Slow", typeof(Task<string>), [typeof(string)], 1, _ => RunAsync()));
        options.GracefulShutdownTimeout = TimeSpan.FromMinutes(1);
        var handle = await Client.StartWorkflowAsync(
            (CallActivityWorkflow wf) => wf.RunAsync("Slow", "x", new()), NewWorkflow());
        using var worker = new TemporalWorker(Client, options);

        // Act
        var running = worker.ExecuteAsync(stop.Token);
        await started.Task.WaitAsync(Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var result = await WithWorkerAsync(options, () => handle.GetResultAsync(rpcOptions: Patience));

        // Assert
        Assert.Equal("finished in peace", result);

        async Task<string> RunAsync()
        {
            var context = ActivityExecutionContext.Current;
            var stopping = new TaskCompletionSource();
            await using var registration = context.WorkerShutdownToken.Register(() => stopping.TrySetResult());
            started.TrySetResult();
            await stopping.Task;
            await Task.Yield();
            context.CancellationToken.ThrowIfCancellationRequested();
            return "finished in peace";
        }
    }

    [Fact]
    public async Task Execute_StopWithoutGrace_CancelsActivitiesAndTheNextWorkerRetriesThem()
    {
        // Arrange
        var started = new TaskCompletionSource();
        using var stop = new CancellationTokenSource();
        var reason = ActivityCancelReason.None;
        var options = NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(ActivityDefinition.Create(
            "Stuck", typeof(Task<string>), [typeof(string)], 1, _ => RunAsync()));
        var handle = await Client.StartWorkflowAsync(
            (CallActivityWorkflow wf) => wf.RunAsync("Stuck", "x", new(60, 0, 2, default)), NewWorkflow());
        using var worker = new TemporalWorker(Client, options);

        // Act
        var running = worker.ExecuteAsync(stop.Token);
        await started.Task.WaitAsync(Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        var result = await WithWorkerAsync(options, () => handle.GetResultAsync(rpcOptions: Patience));

        // Assert
        Assert.Equal("second attempt", result);
        Assert.Equal(ActivityCancelReason.WorkerShutdown, reason);

        async Task<string> RunAsync()
        {
            var context = ActivityExecutionContext.Current;
            if (context.Info.Attempt > 1)
            {
                return "second attempt";
            }

            started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                reason = context.CancelReason;
            }

            return "never";
        }
    }

    [Fact]
    public async Task Execute_UnknownNamespace_FailsAtOnce()
    {
        // Arrange
        var options = new TemporalClientOptions { Namespace = Unique };
        var client = new TemporalClient(Client.Connection, options);
        using var worker = new TemporalWorker(client, NewWorker().AddWorkflow<GreetingWorkflow>());

        // Act
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => worker.ExecuteAsync(Cancel));

        // Assert
        Assert.Contains(Unique, thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Execute_ManyExecutionsAtOnce_AllFinishWithTheirOwnResults()
    {
        // Arrange
        const int executions = 200;
        var options = NewWorker().AddWorkflow<StepsWorkflow>().AddActivity(ActivityDefinition.Create(
            "Echo", typeof(int), [typeof(int)], 1, args => args[0]));

        // Act
        var results = await WithWorkerAsync(options, () => Task.WhenAll(Enumerable.Range(0, executions).Select(
            async number => await Client.ExecuteWorkflowAsync(
                (StepsWorkflow wf) => wf.RunAsync(number % 4), NewWorkflow($"-{number}")))));

        // Assert
        Assert.Equal(Enumerable.Range(0, executions).Select(number => number % 4 * ((number % 4) - 1) / 2), results);
    }
}
