using Temporalio.Activities;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Tests.Scenarios;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Workflows;

public sealed class RuntimeScenariosOnRealService(RealService service)
    : RuntimeScenarios(service), IClassFixture<RealService>;

public sealed class RuntimeScenariosOnEmbeddedService(EmbeddedService service)
    : RuntimeScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>What a service and the workflow runtime do together, seen in the history that they leave.</summary>
public abstract class RuntimeScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Update_RejectedBetweenOthers_LeavesNoTraceAndNoFailedTask()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<DeskWorkflow>().AddAllActivities(typeof(RuntimeActivities), null);

        // Act
        var (result, handle) = await WithWorkerAsync(worker, async () =>
        {
            var started = await Client.StartWorkflowAsync((DeskWorkflow desk) => desk.RunAsync(), NewWorkflow());
            for (var round = 1; round <= 3; round++)
            {
                await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                    () => started.ExecuteUpdateAsync(desk => desk.AddAsync(-1), new() { Rpc = Patience }));
                await started.ExecuteUpdateAsync(desk => desk.AddAsync(round), new() { Rpc = Patience });
                await Assert.ThrowsAsync<WorkflowUpdateFailedException>(
                    () => started.ExecuteUpdateAsync(desk => desk.AddAsync(-2), new() { Rpc = Patience }));
            }
            await started.SignalAsync(desk => desk.CloseAsync(), new() { Rpc = Patience });
            return (await started.GetResultAsync(rpcOptions: Patience), started);
        });

        // Assert
        Assert.Equal(6, result);
        await AssertReplaysAsync<DeskWorkflow>(handle);
    }

    [Fact]
    public async Task Run_LocalsPatchesTimersAndChildren_ReplaysFromItsOwnHistory()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<EverythingWorkflow>().AddWorkflow<PatientWorkflow>()
            .AddAllActivities(typeof(RuntimeActivities), null);

        // Act
        var (result, handle) = await WithWorkerAsync(worker, async () =>
        {
            var started = await Client.StartWorkflowAsync((EverythingWorkflow all) => all.RunAsync(2), NewWorkflow());
            return (await started.GetResultAsync(rpcOptions: Patience), started);
        });

        // Assert
        Assert.Equal("20 10 0 patched cancelled", result);
        await AssertReplaysAsync<EverythingWorkflow>(handle);
    }

    // A task that would end the run while an event is on its way is given back by the service, and one that waited too
    // long in the worker's own queue, on a machine that has much to do, goes to the normal one: nobody's fault.
    private static bool IsFault(HistoryEvent happened) =>
        happened.WorkflowTaskTimedOutEventAttributes is { TimeoutType: not TimeoutType.ScheduleToStart }
        || happened.WorkflowTaskFailedEventAttributes is { Cause: not WorkflowTaskFailedCause.UnhandledCommand };

    private static async Task AssertReplaysAsync<T>(WorkflowHandle handle)
    {
        var history = await handle.FetchHistoryAsync(new() { Rpc = Patience });
        Assert.DoesNotContain(history.Events, IsFault);
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<T>());
        foreach (var prefix in Recorded.RecordedHistory.Prefixes(history).Append(history))
            Assert.Null((await replayer.ReplayWorkflowAsync(prefix, throwOnReplayFailure: false, Cancel))
                .ReplayFailure?.ToString());
    }
}

public static class RuntimeActivities
{
    [Activity("check")]
    public static int Check(int value) => value;

    [Activity("ten")]
    public static int Ten(int value) => value * 10;
}
