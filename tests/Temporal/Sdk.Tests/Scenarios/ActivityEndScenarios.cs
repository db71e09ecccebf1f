using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class ActivityEndScenariosOnRealService(RealService service)
    : ActivityEndScenarios(service), IClassFixture<RealService>;

public sealed class ActivityEndScenariosOnEmbeddedService(EmbeddedService service)
    : ActivityEndScenarios(service), IClassFixture<EmbeddedService>;

public sealed class ActivityEndScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : ActivityEndScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>How attempts end otherwise than by their own: operators, heartbeats that cannot be sent, loose ends.</summary>
public abstract class ActivityEndScenarios(ServiceUnderTest service) : Scenario(service)
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<ActivityCancellationDetails?> _cancelled =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task End_WorkThatTheCodeLeftBehind_IsCancelledAndMayStillBeat(bool local)
    {
        // Arrange
        var beaten = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var worker = NewWorker().AddWorkflow<CallActivityWorkflow>().AddWorkflow<LocalActivityWorkflow>()
            .AddActivity(ActivityDefinition.Create("Leaves", typeof(string), [typeof(string)], 1, args =>
            {
                _ = LeftBehindAsync(ActivityExecutionContext.Current, beaten);
                return "left";
            }));

        // Act
        var result = await WithWorkerAsync(worker, async () =>
        {
            var left = local
                ? await Client.ExecuteWorkflowAsync(
                    (LocalActivityWorkflow wf) => wf.RunAsync("Leaves", "x"), NewWorkflow())
                : await Client.ExecuteWorkflowAsync(
                    (CallActivityWorkflow wf) => wf.RunAsync("Leaves", "x", new()), NewWorkflow());
            await beaten.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            return left;
        });

        // Assert
        Assert.Equal("left", result);
    }

    [Fact]
    public async Task Heartbeat_DetailsThatCannotBeConverted_FailTheAttemptWithTheReason()
    {
        // Arrange
        var worker = NewWorkerOf("Odd", async context =>
        {
            context.Heartbeat(new Unreadable());
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        });

        // Act
        var thrown = await Assert.ThrowsAsync<WorkflowFailedException>(() => WithWorkerAsync(worker, () =>
            Client.ExecuteWorkflowAsync((CallActivityWorkflow wf) => wf.RunAsync("Odd", "x", new()), NewWorkflow())));

        // Assert
        var cause = Assert.IsType<ApplicationFailureException>(thrown.InnerException?.InnerException);
        Assert.Contains("nobody may read it", cause.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pause_RunningActivity_LearnsItByHeartbeatAndRunsAgainWhenItIsUnpaused()
    {
        // Arrange
        var worker = NewWorkerOf("Endless", BeatUntilCancelledAsync);
        (worker.MaxHeartbeatThrottleInterval, worker.DefaultHeartbeatThrottleInterval) =
            (TimeSpan.FromMilliseconds(200), TimeSpan.FromMilliseconds(200));

        // Act
        var (details, result) = await WithWorkerAsync(worker, async () =>
        {
            var handle = await Client.StartWorkflowAsync(
                (CallActivityWorkflow wf) => wf.RunAsync("Endless", "x", new(60, 0, 5, default)), NewWorkflow());
            await _started.Task.WaitAsync(Cancel);
            var activity = (await handle.DescribeAsync(new() { Rpc = Patience })).RawDescription.PendingActivities[0];
            var pause = new PauseActivityRequest
            {
                Namespace = Client.Options.Namespace,
                Execution = new() { WorkflowId = handle.Id },
                Id = activity.ActivityId,
            };
            await Client.Connection.WorkflowService.PauseActivityAsync(pause, Patience);
            var told = await _cancelled.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
            var unpause = new UnpauseActivityRequest
            {
                Namespace = pause.Namespace,
                Execution = pause.Execution,
                Id = pause.Id,
            };
            await Client.Connection.WorkflowService.UnpauseActivityAsync(unpause, Patience);
            return (told, await handle.GetResultAsync(rpcOptions: Patience));
        });

        // Assert
        Assert.True(details is { IsPaused: true, IsCancelRequested: false, IsReset: false });
        Assert.Equal("attempt 2", result);
    }

    private TemporalWorkerOptions NewWorkerOf(string name, Func<ActivityExecutionContext, Task> firstAttempt) =>
        NewWorker().AddWorkflow<CallActivityWorkflow>().AddActivity(ActivityDefinition.Create(
            name, typeof(Task<string>), [typeof(string)], 1, _ => RunAsync(firstAttempt)));

    private static async Task<string> RunAsync(Func<ActivityExecutionContext, Task> firstAttempt)
    {
        var context = ActivityExecutionContext.Current;
        if (context.Info.Attempt == 1)
            await firstAttempt(context);
        return $"attempt {context.Info.Attempt}";
    }

    private async Task BeatUntilCancelledAsync(ActivityExecutionContext context)
    {
        using var beat = new Timer(_ => context.Heartbeat(), null, 0, 100);
        _started.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
        }
        finally
        {
            _cancelled.TrySetResult(context.CancellationDetails);
        }
    }

    private static async Task LeftBehindAsync(ActivityExecutionContext context, TaskCompletionSource beaten)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, context.CancellationToken).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            context.Heartbeat("late");
            beaten.SetResult();
        }
        catch (Exception fault)
        {
            beaten.SetException(fault);
        }
    }

    private sealed class Unreadable
    {
        public int Value => throw new NotSupportedException("nobody may read it");
    }
}
