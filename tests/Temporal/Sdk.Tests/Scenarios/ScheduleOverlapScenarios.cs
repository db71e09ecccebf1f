using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Tests.Services;

namespace Temporalio.Tests.Scenarios;

public sealed class ScheduleOverlapScenariosOnRealService(RealService service)
    : ScheduleOverlapScenarios(service), IClassFixture<RealService>;

public sealed class ScheduleOverlapScenariosOnEmbeddedService(EmbeddedService service)
    : ScheduleOverlapScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>What a schedule does when an action comes while another runs, and what it learns from their ends.</summary>
public abstract class ScheduleOverlapScenarios(ServiceUnderTest service) : ScheduleScenario(service)
{
    [Fact]
    public async Task Skip_OneRuns_TheOthersAreLeftOut()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());

        // Act
        await BackfillAsync(handle, 0, 3);
        var description = await UntilAsync(handle, one => one.Info is { NumActions: 1, NumActionsSkippedOverlap: 3 });
        await EndAsync(IdAt(0));

        // Assert
        Assert.Equal([IdAt(0)], StartedIds(description));
    }

    [Fact]
    public async Task BufferOne_OneRuns_OneMoreFollowsIt()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule(ScheduleOverlapPolicy.BufferOne));
        await BackfillAsync(handle, 0, 3);
        var before = await UntilAsync(handle, one => one.Info is { NumActions: 1, NumActionsSkippedOverlap: 2 });

        // Act
        await EndAsync(IdAt(0));
        var after = await UntilAsync(handle, one => one.Info.NumActions == 2);
        await EndAsync(IdAt(1));

        // Assert
        Assert.Equal([IdAt(0)], StartedIds(before));
        Assert.Equal([IdAt(0), IdAt(1)], StartedIds(after));
    }

    [Fact]
    public async Task BufferAll_WorkflowsEnd_AllFollowAndEachGetsTheResultBefore()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CountOnWorkflow>();
        var handle = await CreateAsync(NewSchedule() with
        {
            Action = ScheduleActionStartWorkflow.Create((CountOnWorkflow wf) => wf.RunAsync(), new(Unique, Unique)),
        });

        // Act
        var last = await WithWorkerAsync(worker, async () =>
        {
            await BackfillAsync(handle, 0, 2, ScheduleOverlapPolicy.BufferAll);
            await UntilAsync(handle, one => one.Info.NumActions == 3);
            return await Client.GetWorkflowHandle(IdAt(2)).GetResultAsync<int>();
        });

        // Assert
        Assert.Equal(3, last);
    }

    [Fact]
    public async Task CancelOther_OneRuns_IsCancelledAndTheNextFollows()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<CounterWorkflow>();
        var handle = await CreateAsync(NewSchedule() with
        {
            Action = ScheduleActionStartWorkflow.Create((CounterWorkflow wf) => wf.RunAsync(), new(Unique, Unique)),
        });

        // Act
        var description = await WithWorkerAsync(worker, async () =>
        {
            await BackfillAsync(handle, 0, 0);
            await UntilAsync(handle, one => one.Info.NumActions == 1);
            await BackfillAsync(handle, 1, 1, ScheduleOverlapPolicy.CancelOther);
            return await UntilAsync(handle, one => one.Info.NumActions == 2);
        });
        var first = await Client.GetWorkflowHandle(IdAt(0)).DescribeAsync();
        await EndAsync(IdAt(1));

        // Assert
        Assert.Equal(WorkflowExecutionStatus.Canceled, first.Status);
        Assert.Equal([IdAt(0), IdAt(1)], StartedIds(description));
    }

    [Fact]
    public async Task TerminateOther_OneRuns_EndsAtOnceAndTheNextFollows()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule(ScheduleOverlapPolicy.TerminateOther));

        // Act
        await BackfillAsync(handle, 0, 0);
        await UntilAsync(handle, one => one.Info.NumActions == 1);
        await BackfillAsync(handle, 1, 1);
        await UntilAsync(handle, one => one.Info.NumActions == 2);
        var first = await Client.GetWorkflowHandle(IdAt(0)).DescribeAsync();
        await EndAsync(IdAt(1));

        // Assert
        Assert.Equal(WorkflowExecutionStatus.Terminated, first.Status);
    }

    [Fact]
    public async Task AllowAll_OneRuns_TheOthersRunBesideIt()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());

        // Act
        await BackfillAsync(handle, 0, 2, ScheduleOverlapPolicy.AllowAll);
        var description = await UntilAsync(handle, one => one.Info.NumActions == 3);
        var statuses = new List<WorkflowExecutionStatus>();
        foreach (var id in StartedIds(description))
        {
            statuses.Add((await Client.GetWorkflowHandle(id).DescribeAsync()).Status);
            await EndAsync(id);
        }

        // Assert
        Assert.Equal(Enumerable.Repeat(WorkflowExecutionStatus.Running, 3), statuses);
    }

    [Fact]
    public async Task PauseOnFailure_WorkflowFails_PausesWithANote()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<FailingWorkflow>();
        var handle = await CreateAsync(NewSchedule() with
        {
            Action = ScheduleActionStartWorkflow.Create((FailingWorkflow wf) => wf.RunAsync(), new(Unique, Unique)),
            Policy = new() { PauseOnFailure = true },
            State = new(),
        });

        // Act
        var description = await WithWorkerAsync(worker, async () =>
        {
            await BackfillAsync(handle, 0, 0);
            return await UntilAsync(handle, one => one.Schedule.State.Paused);
        });

        // Assert
        Assert.Equal($"paused due to workflow failure: {IdAt(0)}: no luck", description.Schedule.State.Note);
    }

    [Fact]
    public async Task Backfill_TimesThatWereTaken_StartAgainOnlyOnceTheFirstHasEnded()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());
        await BackfillAsync(handle, 0, 0, ScheduleOverlapPolicy.AllowAll);
        await UntilAsync(handle, one => one.Info.NumActions == 1);

        // Act: first the workflow's id is taken, then it is free
        await BackfillAsync(handle, 0, 1, ScheduleOverlapPolicy.AllowAll);
        var beside = await UntilAsync(handle, one => one.Info.NumActions == 2);
        await EndAsync(IdAt(0));
        await BackfillAsync(handle, 0, 0, ScheduleOverlapPolicy.AllowAll);
        var again = await UntilAsync(handle, one => one.Info.NumActions == 3);
        await EndAsync(IdAt(0));
        await EndAsync(IdAt(1));

        // Assert
        Assert.Equal([IdAt(0), IdAt(1)], StartedIds(beside));
        Assert.Equal([IdAt(0), IdAt(1), IdAt(0)], StartedIds(again));
    }

    [Fact]
    public async Task Skip_OthersOfAllowAllRun_StartsAllTheSame()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());
        await BackfillAsync(handle, 0, 1, ScheduleOverlapPolicy.AllowAll);
        await UntilAsync(handle, one => one.Info.NumActions == 2);

        // Act
        await BackfillAsync(handle, 2, 3);
        var description = await UntilAsync(
            handle, one => one.Info is { NumActions: 3, NumActionsSkippedOverlap: 1 });
        foreach (var id in StartedIds(description))
        {
            await EndAsync(id);
        }

        // Assert: those that may run beside others do not count as running
        var running = Assert.IsType<ScheduleActionExecutionStartWorkflow>(Assert.Single(description.Info.RunningActions));
        Assert.Equal(IdAt(2), running.WorkflowId);
    }
}
