using Google.Protobuf.WellKnownTypes;
using Temporalio.Activities;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Testing;
using Temporalio.Tests.Scenarios;
using Temporalio.Worker;

namespace Temporalio.Tests.Testing;

/// <summary>Each of these would take hours where time does not skip.</summary>
public sealed class TimeSkippingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ExecuteWorkflow_LongTimers_EndAtOnceAndInOrder()
    {
        // Arrange
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var before = await environment.GetCurrentTimeAsync();

        // Act
        var order = await RunAsync(environment, (LongTimersWorkflow wf) => wf.RunAsync());

        // Assert
        Assert.True(environment.SupportsTimeSkipping);
        Assert.Equal("hour 1:00:00, day 24:00:00, year 8760:00:00", order);
        Assert.InRange((await environment.GetCurrentTimeAsync() - before).TotalDays, 365, 366);
    }

    [Fact]
    public async Task ExecuteWorkflow_ActivityRuns_TimeWaitsForIt()
    {
        // Arrange
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();

        // Act
        var first = await RunAsync(environment, (TimerOrActivityWorkflow wf) => wf.RunAsync());

        // Assert: without waiting, the timer of an hour would come first.
        Assert.Equal("activity", first);
    }

    [Fact]
    public async Task ExecuteWorkflow_NobodyTakesTheActivity_ItsTimeoutComesAtOnce()
    {
        // Arrange
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(
            () => RunAsync(environment, (NobodysActivityWorkflow wf) => wf.RunAsync()));

        // Assert
        Assert.IsType<TimeoutFailureException>(
            Assert.IsType<ActivityFailureException>(thrown.InnerException).InnerException);
    }

    [Fact]
    public async Task DelayAsync_OfADay_FiresWhatIsDueMeanwhile()
    {
        // Arrange
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        using var worker = NewWorker(environment);

        await worker.ExecuteAsync(
            async () =>
            {
                var handle = await environment.Client.StartWorkflowAsync(
                    (LongTimersWorkflow wf) => wf.RunAsync(), new("long", "queue"));

                // Act
                await environment.DelayAsync(TimeSpan.FromDays(2));
                var seen = await handle.QueryAsync(wf => wf.Fired);

                // Assert
                Assert.Equal(["hour", "day"], seen);
            },
            Cancel);
    }

    [Fact]
    public async Task WithAutoTimeSkippingDisabled_ResultIsAwaited_TimeGoesAsItDoes()
    {
        // Arrange
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        using var worker = NewWorker(environment);
        var before = await environment.GetCurrentTimeAsync();

        // Act
        await worker.ExecuteAsync(
            () => environment.WithAutoTimeSkippingDisabledAsync(() => environment.Client.ExecuteWorkflowAsync(
                (TimerWorkflow wf) => wf.RunAsync(50), new("short", "queue"))),
            Cancel);

        // Assert: 50 ms passed, and nothing jumped to the hourly work of the service.
        Assert.InRange((await environment.GetCurrentTimeAsync() - before).TotalMinutes, 0, 30);
    }

    [Fact]
    public async Task TestService_SleepsAsThisConnectionAsks_FiresWhatIsDueMeanwhile()
    {
        // Arrange
        await using var environment = await WorkflowEnvironment.StartTimeSkippingAsync();
        var service = environment.Client.Connection.TestService;
        using var worker = NewWorker(environment);
        var before = (await service.GetCurrentTimeAsync(new())).Time.ToDateTimeOffset();

        await worker.ExecuteAsync(
            async () =>
            {
                var handle = await environment.Client.StartWorkflowAsync(
                    (LongTimersWorkflow wf) => wf.RunAsync(), new("long", "queue"));

                // Act
                await service.UnlockTimeSkippingWithSleepAsync(
                    new() { Duration = Duration.FromTimeSpan(TimeSpan.FromDays(2)) });
                var seen = await handle.QueryAsync(wf => wf.Fired);

                // Assert
                Assert.Equal(["hour", "day"], seen);
            },
            Cancel);
        var after = (await service.GetCurrentTimeAsync(new())).Time.ToDateTimeOffset();
        Assert.InRange((after - before).TotalDays, 2, 3);
    }

    private static TemporalWorker NewWorker(WorkflowEnvironment environment) => new(
        environment.Client,
        new TemporalWorkerOptions("queue")
            .AddWorkflow<LongTimersWorkflow>().AddWorkflow<TimerOrActivityWorkflow>()
            .AddWorkflow<NobodysActivityWorkflow>().AddWorkflow<TimerWorkflow>()
            .AddActivity(ActivityDefinition.Create("Work", typeof(string), [], 0, _ => "activity")));

    private static async Task<string> RunAsync<T>(
        WorkflowEnvironment environment, System.Linq.Expressions.Expression<Func<T, Task<string>>> run)
    {
        using var worker = NewWorker(environment);
        return await worker.ExecuteAsync(
            () => environment.Client.ExecuteWorkflowAsync(run, new("id", "queue")), Cancel);
    }
}
