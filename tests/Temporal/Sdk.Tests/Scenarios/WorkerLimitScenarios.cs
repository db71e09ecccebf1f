using System.Collections.Concurrent;
using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Tests.Services;
using Temporalio.Worker;
using Temporalio.Worker.Tuning;

namespace Temporalio.Tests.Scenarios;

public sealed class WorkerLimitScenariosOnRealService(RealService service)
    : WorkerLimitScenarios(service), IClassFixture<RealService>;

public sealed class WorkerLimitScenariosOnEmbeddedService(EmbeddedService service)
    : WorkerLimitScenarios(service), IClassFixture<EmbeddedService>;

public sealed class WorkerLimitScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : WorkerLimitScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>What a worker takes at once, how fast, and how it talks with the service meanwhile.</summary>
public abstract class WorkerLimitScenarios(ServiceUnderTest service) : Scenario(service)
{
    private readonly Crowd _crowd = new(2);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Slots_TwoForActivities_NeverRunMoreAtOnce(bool tuned)
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<FanOutWorkflow>().AddActivity(ActivityDefinition.Create(
            "Count", typeof(Task<int>), [typeof(int)], 1, args => _crowd.PassAsync((int)args[0]!)));
        if (tuned)
            worker.Tuner = WorkerTuner.CreateFixedSize(10, 2, 10);
        else
            worker.MaxConcurrentActivities = 2;

        // Act
        var (sum, held) = await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync(
                (FanOutWorkflow wf) => wf.RunAsync(12, "Count"), NewWorkflow());
            await _crowd.FullAsync();
            var description = await handle.DescribeAsync(new() { Rpc = Patience });
            _crowd.Open();
            return (await handle.GetResultAsync(rpcOptions: Patience), description.RawDescription.PendingActivities);
        });

        // Assert: while two run, the worker has taken no third one.
        Assert.Equal(66, sum);
        Assert.InRange(held.Count(activity => activity.State == PendingActivityState.Started), 0, 2);
        Assert.Equal(2, _crowd.Most);
    }

    [Fact]
    public async Task Slots_TwoForLocalActivities_NeverRunMoreAtOnce()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<LocalFanOutWorkflow>().AddActivity(ActivityDefinition.Create(
            "Count", typeof(Task<int>), [typeof(int)], 1, args => _crowd.PassAsync((int)args[0]!)));
        worker.MaxConcurrentLocalActivities = 2;

        // Act
        var sum = await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync(
                (LocalFanOutWorkflow wf) => wf.RunAsync(12, "Count"), NewWorkflow());
            await _crowd.FullAsync();
            await handle.DescribeAsync(new() { Rpc = Patience }); // a third one has this long to come in
            _crowd.Open();
            return await handle.GetResultAsync(rpcOptions: Patience);
        });

        // Assert
        Assert.Equal(66, sum);
        Assert.Equal(2, _crowd.Most);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rate_OfWorkerOrQueue_KeepsActivitiesApart(bool ofWorker)
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<FanOutWorkflow>().AddActivity(ActivityDefinition.Create(
            "Echo", typeof(int), [typeof(int)], 1, args => args[0]));
        if (ofWorker)
            (worker.MaxActivitiesPerSecond, worker.DisableEagerActivityExecution) = (4, true);
        else
            worker.MaxTaskQueueActivitiesPerSecond = 4; // nothing goes around the queue then

        // Act
        var history = await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync(
                (FanOutWorkflow wf) => wf.RunAsync(16, "Echo"), NewWorkflow());
            await handle.GetResultAsync(rpcOptions: Patience);
            return await handle.FetchHistoryAsync(new() { Rpc = Patience });
        });

        // Assert: at most a second's worth at once, and one for each poll that waited; the other seven need their time.
        var started = history.Events.Where(found => found.EventType == EventType.ActivityTaskStarted)
            .Select(found => found.EventTime.ToDateTime()).Order().ToList();
        Assert.Equal(16, started.Count);
        Assert.True(started[^1] - started[0] >= TimeSpan.FromSeconds(1), string.Join(' ', started.Select(at => at.TimeOfDay)));
    }

    [Fact]
    public async Task Rate_OfZero_IsNoBound()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<FanOutWorkflow>().AddActivity(ActivityDefinition.Create(
            "Echo", typeof(int), [typeof(int)], 1, args => args[0]));
        (worker.MaxActivitiesPerSecond, worker.MaxTaskQueueActivitiesPerSecond) = (0, 0);

        // Act
        var sum = await WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((FanOutWorkflow wf) => wf.RunAsync(10, "Echo"), NewWorkflow()));

        // Assert
        Assert.Equal(45, sum);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Rate_ThatIsNone_IsRefused(double perSecond)
    {
        // Arrange
        var options = NewWorker().AddWorkflow<FanOutWorkflow>();
        options.MaxActivitiesPerSecond = perSecond;

        // Act
        var thrown = Assert.Throws<ArgumentException>(() => new TemporalWorker(Client, options));

        // Assert
        Assert.Contains("MaxActivitiesPerSecond is ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Heartbeats_Many_AreSentRarelyAndTheLastCounts()
    {
        // Arrange
        var (client, watch) = WatchedInvoker.Of(Client);
        using var worker = new TemporalWorker(client, NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(
            ActivityDefinition.Create("Beat", typeof(string), [typeof(string)], 1, _ => Beat())));

        // Act
        var result = await worker.ExecuteAsync(
            () => Client.ExecuteWorkflowAsync(
                (CallActivityWorkflow wf) => wf.RunAsync("Beat", "x", new(60, 30, 2, default)), NewWorkflow()),
            Cancel);

        // Assert
        Assert.Equal("999", result);
        Assert.InRange(watch.CountOf("RecordActivityTaskHeartbeat"), 0, 3); // the end may come before the first is sent

        static string Beat()
        {
            var context = ActivityExecutionContext.Current;
            if (context.Info.Attempt > 1)
                return $"{context.Info.HeartbeatDetailAtAsync<int>(0).GetAwaiter().GetResult()}";
            for (var number = 0; number < 1_000; number++)
                context.Heartbeat(number);
            throw new InvalidOperationException("again");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Eager_AskedForOrNot_TheActivityRuns(bool eager)
    {
        // Arrange
        var (client, watch) = WatchedInvoker.Of(Client);
        var options = NewWorker().AddWorkflow<FanOutWorkflow>().AddActivity(ActivityDefinition.Create(
            "Echo", typeof(int), [typeof(int)], 1, args => args[0]));
        options.DisableEagerActivityExecution = !eager;
        using var worker = new TemporalWorker(client, options);

        // Act
        var sum = await worker.ExecuteAsync(
            () => Client.ExecuteWorkflowAsync((FanOutWorkflow wf) => wf.RunAsync(5, "Echo"), NewWorkflow()), Cancel);

        // Assert
        Assert.Equal(10, sum);
        Assert.Equal(
            eager ? 3 : 0, // as many as MaxEagerActivityReservationsPerWorkflowTask
            watch.Calls.Select(call => call.Request).OfType<RespondWorkflowTaskCompletedRequest>()
                .SelectMany(request => request.Commands)
                .Count(command => command.ScheduleActivityTaskCommandAttributes?.RequestEagerExecution == true));
    }

    [Fact]
    public async Task Slots_OfACustomSupplier_AreAskedForMarkedAndGivenBack()
    {
        // Arrange
        var (workflows, activities, locals) = (
            new CountingSupplier(5, failsFirst: true), new CountingSupplier(2), new CountingSupplier(2));
        var worker = NewWorker().AddWorkflow<FanOutWorkflow>().AddWorkflow<LocalFanOutWorkflow>().AddActivity(
            ActivityDefinition.Create(
                "Count", typeof(Task<int>), [typeof(int)], 1, args => _crowd.PassAsync((int)args[0]!)));
        worker.Tuner = new(workflows, activities, locals, new FixedSizeSlotSupplier(1));

        // Act
        var sum = await WithWorkerAsync(worker, async () =>
            await HeldUpAsync(NewWorkflow())
            + await Client.ExecuteWorkflowAsync((LocalFanOutWorkflow wf) => wf.RunAsync(6, "Count"), NewWorkflow("-l")));

        // Assert
        Assert.Equal(30, sum);
        Assert.Equal(2, _crowd.Most);
        Assert.Equal(6, activities.Used.OfType<SlotInfo.ActivitySlotInfo>().Count(use => use.ActivityType == "Count"));
        Assert.Equal(6, locals.Used.OfType<SlotInfo.LocalActivitySlotInfo>().Count());
        Assert.Contains(
            workflows.Used.OfType<SlotInfo.WorkflowSlotInfo>(), use => use.WorkflowType == "FanOutWorkflow");
        Assert.All(activities.Asked, asked => Assert.Equal((SlotType.Activity, Unique), (asked.SlotType, asked.TaskQueue)));
        Assert.Empty(workflows.Out);
        Assert.Empty(activities.Out);
        Assert.Empty(locals.Out);
    }

    [Fact]
    public async Task Slots_ThatFollowTheMachine_LetTheWorkThrough()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<FanOutWorkflow>().AddActivity(ActivityDefinition.Create(
            "Count", typeof(Task<int>), [typeof(int)], 1, args => _crowd.PassAsync((int)args[0]!)));
        worker.Tuner = WorkerTuner.CreateResourceBased(
            0.9, 0.9, activityOptions: new(MinimumSlots: 1, MaximumSlots: 3, RampThrottle: TimeSpan.Zero));

        // Act
        _crowd.Open();
        var sum = await WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((FanOutWorkflow wf) => wf.RunAsync(12, "Count"), NewWorkflow()));

        // Assert
        Assert.Equal(66, sum);
        Assert.InRange(_crowd.Most, 1, 3);
    }

    [Fact]
    public async Task Polls_OfEachBehavior_WorkersDoTheSame()
    {
        // Arrange
        PollerBehavior[] behaviors =
            [new PollerBehavior.SimpleMaximum(2), new PollerBehavior.Autoscaling(1, 8, 2)];
        var results = new ConcurrentBag<int>();

        // Act
        foreach (var behavior in behaviors)
        {
            var worker = NewWorker().AddWorkflow<FanOutWorkflow>().AddActivity(ActivityDefinition.Create(
                "Echo", typeof(int), [typeof(int)], 1, args => args[0]));
            (worker.WorkflowTaskPollerBehavior, worker.ActivityTaskPollerBehavior) = (behavior, behavior);
            results.Add(await WithWorkerAsync(worker, () => Client.ExecuteWorkflowAsync(
                (FanOutWorkflow wf) => wf.RunAsync(20, "Echo"), NewWorkflow($"-{results.Count}"))));
        }

        // Assert
        Assert.Equal([190, 190], results);
    }

    private async Task<int> HeldUpAsync(WorkflowOptions options)
    {
        var handle = await Client.StartWorkflowAsync((FanOutWorkflow wf) => wf.RunAsync(6, "Count"), options);
        await _crowd.FullAsync();
        _crowd.Open();
        return await handle.GetResultAsync(rpcOptions: Patience);
    }
}
