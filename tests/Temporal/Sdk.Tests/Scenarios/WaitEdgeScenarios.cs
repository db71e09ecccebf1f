using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Workflows;
using Mutex = Temporalio.Workflows.Mutex;

namespace Temporalio.Tests.Scenarios;

public sealed class WaitEdgeScenariosOnRealService(RealService service)
    : WaitEdgeScenarios(service), IClassFixture<RealService>;

public sealed class WaitEdgeScenariosOnEmbeddedService(EmbeddedService service)
    : WaitEdgeScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>Waits of no length, cancelled ones, and what still works after a cancellation.</summary>
public abstract class WaitEdgeScenarios(ServiceUnderTest service) : EdgeScenario(service)
{
    private static readonly ActivityOptions Minute = new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Wait_OfNoLength_LooksOnceAndGoesOn()
    {
        // Act
        var (result, events) = await RunEdgeAsync(async _ =>
        {
            var holds = await Workflow.WaitConditionAsync(() => true, TimeSpan.Zero);
            var never = await Workflow.WaitConditionAsync(() => false, TimeSpan.Zero);
            await Workflow.DelayAsync(0);
            var free = await new Mutex().WaitOneAsync(TimeSpan.Zero);
            return $"{holds} {never} {free}";
        });

        // Assert: what holds at once, and the free lock, need no timer.
        Assert.Equal("True False True", result);
        Assert.Equal(2, events.Count(e => e.EventType == EventType.TimerStarted));
        Assert.Equal(2, events.Count(e => e.EventType == EventType.TimerFired));
    }

    [Fact]
    public async Task Wait_TooShortOrWithoutEnd_IsRefusedOrHasNoTimer()
    {
        // Act
        var (result, events) = await RunEdgeAsync(async edge =>
        {
            var refused = Assert.Throws<ArgumentException>(() => { _ = Workflow.DelayAsync(-2); });
            using var source = new CancellationTokenSource();
            var endless = Workflow.DelayAsync(Timeout.InfiniteTimeSpan, source.Token);
            source.Cancel();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => endless);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => Workflow.WaitConditionAsync(() => false, 1000, source.Token));
            return refused.Message;
        });

        // Assert
        Assert.Contains("-00:00:00.0020000", result, StringComparison.Ordinal);
        Assert.DoesNotContain(events, e => e.EventType == EventType.TimerStarted);
    }

    [Fact]
    public async Task Cancel_Workflow_CodeThatCleansUpCanStillLockAndCall()
    {
        // Arrange
        var options = NewWorker(new EdgeCode
        {
            Run = async _ =>
            {
                var steps = new List<string>();
                var mutex = new Mutex();
                try
                {
                    await Workflow.DelayAsync(TimeSpan.FromHours(1));
                }
                catch (OperationCanceledException)
                {
                    steps.Add("cancelled");
                }

                await mutex.WaitOneAsync();
                steps.Add("locked");
                var late = await Assert.ThrowsAsync<CanceledFailureException>(
                    () => Workflow.ExecuteActivityAsync<string>("Echo", ["late"], Minute));
                steps.Add(late.Message);
                steps.Add(await Workflow.ExecuteActivityAsync<string>(
                    "Echo",
                    ["clean"],
                    new()
                    {
                        StartToCloseTimeout = TimeSpan.FromMinutes(1),
                        CancellationToken = CancellationToken.None,
                    }));
                return string.Join(", ", steps);
            },
        });
        options.AddActivity(Echo);

        // Act
        var result = await WithWorkerAsync(options, async () =>
        {
            var handle = await StartEdgeAsync();
            await handle.CancelAsync(new() { Rpc = Patience });
            return await handle.GetResultAsync(rpcOptions: Patience);
        });

        // Assert
        Assert.Equal("cancelled, locked, Activity cancelled before scheduled, clean", result);
    }

    [Fact]
    public async Task Cancel_LinkedToken_EndsTheScopeAndLeavesTheWorkflow()
    {
        // Act
        var (result, _) = await RunEdgeAsync(
            async _ =>
            {
                using var scope = CancellationTokenSource.CreateLinkedTokenSource(Workflow.CancellationToken);
                var inside = Workflow.DelayAsync(TimeSpan.FromHours(1), scope.Token);
                var call = Workflow.ExecuteActivityAsync<string>("Hang", [], new()
                {
                    StartToCloseTimeout = TimeSpan.FromMinutes(1),
                    HeartbeatTimeout = TimeSpan.FromSeconds(10),
                    CancellationToken = scope.Token,
                });
                await Workflow.DelayAsync(1);
                scope.Cancel();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => inside);
                var ended = await Assert.ThrowsAsync<ActivityFailureException>(() => call);
                return $"{ended.InnerException!.GetType().Name} {Workflow.CancellationToken.IsCancellationRequested}";
            },
            options => options.AddActivity(ActivityDefinition.Create(
                "Hang",
                typeof(Task),
                [],
                0,
                _ => Task.Delay(Timeout.Infinite, ActivityExecutionContext.Current.CancellationToken))));

        // Assert
        Assert.Equal("CanceledFailureException False", result);
    }

    [Fact]
    public async Task Chance_ReplayedEachTime_GivesWhatItGaveBefore()
    {
        // Act: without a cache each task begins anew.
        var (result, events) = await RunEdgeAsync(
            async _ =>
            {
                var first = Workflow.NewGuid();
                var number = Workflow.Random.Next(1_000_000);
                var sent = await Workflow.ExecuteActivityAsync<string>("Echo", [$"{first} {number}"], Minute);
                await Workflow.DelayAsync(1);
                return $"{sent == $"{first} {number}"} {first != Workflow.NewGuid()}";
            },
            options =>
            {
                options.MaxCachedWorkflows = 0;
                options.AddActivity(Echo);
            });

        // Assert
        Assert.Equal("True True", result);
        Assert.Equal(3, events.Count(e => e.EventType == EventType.WorkflowTaskCompleted));
    }

    private static ActivityDefinition Echo => ActivityDefinition.Create(
        "Echo", typeof(string), [typeof(string)], 1, args => args[0]);
}
