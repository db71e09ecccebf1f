using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class LocalActivityStopScenariosOnRealService(RealService service)
    : LocalActivityStopScenarios(service), IClassFixture<RealService>;

public sealed class LocalActivityStopScenariosOnEmbeddedService(EmbeddedService service)
    : LocalActivityStopScenarios(service), IClassFixture<EmbeddedService>;

public sealed class LocalActivityStopScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : LocalActivityStopScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>A worker that ends while a local activity runs.</summary>
public abstract class LocalActivityStopScenarios(ServiceUnderTest service) : Scenario(service)
{
    private readonly TaskCompletionSource _started = new();
    private int _starts;

    [Fact]
    public async Task Execute_StopWhileLocalActivityRuns_RecordsItsEndWithinTheGracePeriod()
    {
        // Arrange
        var options = NewWorker(TimeSpan.FromMinutes(1), async context =>
        {
            var stopping = new TaskCompletionSource();
            await using var registration = context.WorkerShutdownToken.Register(() => stopping.TrySetResult());
            _started.TrySetResult();
            await stopping.Task;
            await Task.Yield();
            context.CancellationToken.ThrowIfCancellationRequested();
            return "finished in peace";
        });

        // Act
        var result = await ResultOfTwoWorkersAsync(options);

        // Assert
        Assert.Equal("finished in peace", result);
        Assert.Equal(1, _starts);
        Assert.Equal(1, await MarkersAsync());
    }

    [Fact]
    public async Task Execute_StopWithoutGrace_RecordsNothingAndTheNextWorkerStartsItAnew()
    {
        // Arrange
        var reason = ActivityCancelReason.None;
        var options = NewWorker(TimeSpan.Zero, async context =>
        {
            if (_starts > 1)
                return $"attempt {context.Info.Attempt}";
            _started.TrySetResult();
            try
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }
            finally
            {
                reason = context.CancelReason;
            }

            return "never";
        });

        // Act
        var result = await ResultOfTwoWorkersAsync(options);

        // Assert
        Assert.Equal("attempt 1", result);
        Assert.Equal(2, _starts);
        Assert.Equal(1, await MarkersAsync());
        Assert.Equal(ActivityCancelReason.WorkerShutdown, reason);
    }

    private TemporalWorkerOptions NewWorker(TimeSpan grace, Func<ActivityExecutionContext, Task<string>> code)
    {
        var options = NewWorker().AddWorkflow<LocalActivityWorkflow>().AddActivity(ActivityDefinition.Create(
            "Local",
            typeof(Task<string>),
            [typeof(string)],
            1,
            _ =>
            {
                Interlocked.Increment(ref _starts);
                return code(ActivityExecutionContext.Current);
            }));
        options.GracefulShutdownTimeout = grace;
        return options;
    }

    private async Task<string> ResultOfTwoWorkersAsync(TemporalWorkerOptions options)
    {
        var handle = await Client.StartWorkflowAsync(
            (LocalActivityWorkflow wf) => wf.RunAsync("Local", "x"), NewWorkflow());
        using var stop = new CancellationTokenSource();
        using var worker = new TemporalWorker(Client, options);
        var running = worker.ExecuteAsync(stop.Token);
        await _started.Task.WaitAsync(Cancel);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        return await WithWorkerAsync(options, () => handle.GetResultAsync(rpcOptions: Patience));
    }

    private async Task<int> MarkersAsync()
    {
        var history = await Client.GetWorkflowHandle(Unique).FetchHistoryAsync(new() { Rpc = Patience });
        return history.Events.Count(found => found.EventType == EventType.MarkerRecorded);
    }
}
