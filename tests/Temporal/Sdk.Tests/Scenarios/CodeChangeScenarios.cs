using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Tests.Services;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios;

public sealed class CodeChangeScenariosOnRealService(RealService service)
    : CodeChangeScenarios(service), IClassFixture<RealService>;

public sealed class CodeChangeScenariosOnEmbeddedService(EmbeddedService service)
    : CodeChangeScenarios(service), IClassFixture<EmbeddedService>;

public sealed class CodeChangeScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : CodeChangeScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>Workers whose code is not the code that began the run, or has a fault.</summary>
public abstract class CodeChangeScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Patch_RunsOfBothCodes_EachGoesOnByItsOwn()
    {
        // Arrange
        var old = await BeginAsync();
        var worker = NewWorkerOf<PatchedWorkflow>();

        // Act
        var (first, second) = await WithWorkerAsync(worker, async () =>
        {
            await GoAsync(old);
            var next = await Client.StartWorkflowAsync("Changed", [], NewWorkflow("-next"));
            await GoAsync(next);
            return (await ResultOfAsync(old), await ResultOfAsync(next));
        });

        // Assert
        Assert.Equal("old", first);
        Assert.Equal("new", second);
    }

    [Fact]
    public async Task Change_WithoutPatch_FailsTheTaskNamingEventAndCommand()
    {
        // Arrange
        var old = await BeginAsync();

        // Act
        var failed = await WithWorkerAsync(NewWorkerOf<CarelessWorkflow>(), async () =>
        {
            await GoAsync(old);
            return await FailedTaskAsync(old);
        });
        var result = await WithWorkerAsync(NewWorkerOf<OldWorkflow>(), () => ResultOfAsync(old));

        // Assert
        Assert.Equal(WorkflowTaskFailedCause.NonDeterministicError, failed.Cause);
        Assert.Contains("[TMPRL1100]", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("history event 5 is TimerStarted", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("command ScheduleActivityTask", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("old", result);
    }

    [Fact]
    public async Task Code_ThatDoesNotYield_FailsTheTaskAsDeadlockAndTheNextOneGoesOn()
    {
        // Arrange
        using var letGo = new ManualResetEvent(false);
        var tasks = 0;
        var options = NewWorker().AddWorkflow(WorkflowDefinition.Create(
            typeof(StuckWorkflow), null, _ => new StuckWorkflow(letGo, () => Interlocked.Increment(ref tasks) == 1)));
        options.DebugMode = false;

        // Act
        var (result, failed) = await WithWorkerAsync(options, async () =>
        {
            var handle = await Client.StartWorkflowAsync((StuckWorkflow wf) => wf.RunAsync(), NewWorkflow());
            var seen = await FailedTaskAsync(handle);
            letGo.Set();
            return (await handle.GetResultAsync(rpcOptions: Patience), seen);
        });

        // Assert
        Assert.Equal("free", result);
        Assert.Contains("[TMPRL1101]", failed.Failure.Message, StringComparison.Ordinal);
    }

    private TemporalWorkerOptions NewWorkerOf<T>()
    {
        var options = NewWorker().AddWorkflow<T>().AddActivity(ActivityDefinition.Create(
            "Echo", typeof(int), [typeof(int)], 1, args => args[0]));
        options.StickyQueueScheduleToStartTimeout = TimeSpan.FromSeconds(1);
        return options;
    }

    // The old code has taken its first step, and waits.
    private Task<WorkflowHandle> BeginAsync() => WithWorkerAsync(NewWorkerOf<OldWorkflow>(), async () =>
    {
        var handle = await Client.StartWorkflowAsync("Changed", [], NewWorkflow("-old"));
        await WaitForAsync(handle, EventType.TimerFired);
        await WaitForAsync(handle, EventType.WorkflowTaskCompleted, after: EventType.TimerFired);
        return handle;
    });

    private static Task GoAsync(WorkflowHandle handle) => handle.SignalAsync("Go", [], new() { Rpc = Patience });

    private static Task<string> ResultOfAsync(WorkflowHandle handle) =>
        handle.GetResultAsync<string>(rpcOptions: Patience);

    private static async Task<WorkflowTaskFailedEventAttributes> FailedTaskAsync(WorkflowHandle handle) =>
        (await WaitForAsync(handle, EventType.WorkflowTaskFailed)).WorkflowTaskFailedEventAttributes;

    private static async Task<HistoryEvent> WaitForAsync(
        WorkflowHandle handle, EventType type, EventType after = EventType.Unspecified)
    {
        var armed = after == EventType.Unspecified;
        await foreach (var found in handle.FetchHistoryEventsAsync(new() { WaitNewEvent = true, Rpc = Patience }))
        {
            if (armed && found.EventType == type)
                return found;
            armed |= found.EventType == after;
        }

        throw new InvalidOperationException($"The workflow ended without {type}.");
    }
}
