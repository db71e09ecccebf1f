using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Schedules;

/// <summary>Schedules in a service, with a clock that moves only when told.</summary>
public sealed class ScheduleServiceTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly SchedulePatch Trigger = new() { TriggerImmediately = new TriggerImmediatelyRequest() };
    private readonly ManualClock _clock = new(); // 2026-01-02 03:04:05

    [Fact]
    public async Task Time_Comes_AWorkerGetsTheWorkflow()
    {
        // Arrange
        await using var service = await StartAsync();
        await CreateAsync(service);

        // Act
        _clock.Advance(Hour);
        var task = await service.PollWorkflowAsync();

        // Assert
        Assert.Equal("wf-2026-01-02T04:00:00Z", task.WorkflowExecution.WorkflowId);
        var attributes = task.History.Events[0].WorkflowExecutionStartedEventAttributes.SearchAttributes.IndexedFields;
        Assert.Equal("\"s\"", attributes["TemporalScheduledById"].Data.ToStringUtf8());
        Assert.Equal("\"2026-01-02T04:00:00Z\"", attributes["TemporalScheduledStartTime"].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Workflow_Completes_TheNextGetsItsResult()
    {
        // Arrange
        await using var service = await StartAsync();
        await CreateAsync(service, one => one.Policies.OverlapPolicy = ScheduleOverlapPolicy.BufferAll);
        _clock.Advance(Hour);
        var first = await service.PollWorkflowAsync();
        await UntilAsync(service, one => one.Info.ActionCount == 1);
        await PatchAsync(service, Trigger); // the second waits for the first

        // Act
        await service.CompleteAsync(first, request => request.Commands.Add(Commands.Complete("one")));
        var second = await service.PollWorkflowAsync();

        // Assert
        Assert.Equal("wf-2026-01-02T04:04:05Z", second.WorkflowExecution.WorkflowId);
        var started = second.History.Events[0].WorkflowExecutionStartedEventAttributes;
        Assert.Equal("\"one\"", started.LastCompletionResult.Payloads_[0].Data.ToStringUtf8());
    }

    [Fact]
    public async Task Workflow_ContinuesAsNew_IsStillTheRunningOne()
    {
        // Arrange
        await using var service = await StartAsync();
        await CreateAsync(service, one => one.Policies.OverlapPolicy = ScheduleOverlapPolicy.BufferOne);
        _clock.Advance(Hour);

        // Act
        await service.CompleteAsync(
            await service.PollWorkflowAsync(), request => request.Commands.Add(Commands.ContinueAsNew()));
        var next = await service.PollWorkflowAsync();
        await UntilAsync(service, one => one.Info.ActionCount == 1);
        await PatchAsync(service, Trigger);
        var waiting = await DescribeAsync(service);
        await service.CompleteAsync(next, request => request.Commands.Add(Commands.Complete("done")));
        var second = await service.PollWorkflowAsync();

        // Assert
        Assert.Equal((1L, 1L), (waiting.Info.ActionCount, waiting.Info.BufferSize));
        Assert.Equal("wf-2026-01-02T04:04:05Z", second.WorkflowExecution.WorkflowId);
    }

    [Fact]
    public async Task Workflow_Fails_PausesTheScheduleWhenItsPolicySaysSo()
    {
        // Arrange
        await using var service = await StartAsync();
        await CreateAsync(service, one => one.Policies.PauseOnFailure = true);
        _clock.Advance(Hour);
        var task = await service.PollWorkflowAsync();

        // Act
        await service.CompleteAsync(task, request => request.Commands.Add(new Command
        {
            CommandType = CommandType.FailWorkflowExecution,
            FailWorkflowExecutionCommandAttributes = new FailWorkflowExecutionCommandAttributes
            {
                Failure = new Failure { Message = "no luck" },
            },
        }));
        var described = await UntilAsync(service, one => one.Schedule.State.Paused);

        // Assert
        Assert.Equal(
            "paused due to workflow failure: wf-2026-01-02T04:00:00Z: no luck", described.Schedule.State.Notes);
    }

    [Fact]
    public async Task Restart_TimesPassedMeanwhile_AreMadeUpFor()
    {
        // Arrange
        using var directory = new TestDirectory();
        await using (var before = await StartAsync(directory))
            await CreateAsync(before, one => one.Policies.OverlapPolicy = ScheduleOverlapPolicy.AllowAll);

        // Act
        _clock.Advance(2 * Hour);
        await using var after = await StartAsync(directory);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        string[] started =
        [
            (await after.PollWorkflowAsync()).WorkflowExecution.WorkflowId,
            (await after.PollWorkflowAsync()).WorkflowExecution.WorkflowId,
        ];

        // Assert
        Assert.Equal(["wf-2026-01-02T04:00:00Z", "wf-2026-01-02T05:00:00Z"], started.Order());
    }

    [Fact]
    public async Task Restart_StartWasDecidedButNotMade_IsMadeOnce()
    {
        // Arrange: an image of the disk as of the decision
        using var directory = new TestDirectory();
        using var image = new TestDirectory();
        await using (var before = await StartAsync(directory))
        {
            await CreateAsync(before);
            await PatchAsync(before, Trigger);
            TestDirectory.Copy(directory.Path, image.Path);
        }

        // Act
        await using var after = await StartAsync(image);
        var task = await after.PollWorkflowAsync();
        var described = await UntilAsync(after, one => one.Info.ActionCount > 0);

        // Assert
        Assert.Equal("wf-2026-01-02T03:04:05Z", task.WorkflowExecution.WorkflowId);
        Assert.Equal(1, described.Info.ActionCount);
        Assert.Equal(task.WorkflowExecution, Assert.Single(described.Info.RunningWorkflows));
    }

    [Fact]
    public async Task Restart_PausedWithANote_IsAsItWas()
    {
        // Arrange
        using var directory = new TestDirectory();
        DescribeScheduleResponse before;
        await using (var service = await StartAsync(directory))
        {
            await CreateAsync(service);
            await PatchAsync(service, new SchedulePatch { Pause = "stop" });
            before = await DescribeAsync(service);
        }

        // Act
        await using var again = await StartAsync(directory);
        var after = await DescribeAsync(again);

        // Assert
        Assert.Equal(before, after);
        Assert.Equal("stop", after.Schedule.State.Notes);
    }

    [Fact]
    public async Task Delete_TimeComes_NothingStarts()
    {
        // Arrange
        using var directory = new TestDirectory();
        await using (var service = await StartAsync(directory))
        {
            await CreateAsync(service);
            await service.CallAsync<DeleteScheduleResponse>(
                "DeleteSchedule", new DeleteScheduleRequest { Namespace = "default", ScheduleId = "s" });

            // Act
            var described = await Assert.ThrowsAsync<ServiceException>(() => DescribeAsync(service));
            var patched = await Assert.ThrowsAsync<ServiceException>(
                () => PatchAsync(service, new SchedulePatch { Pause = "stop" }));

            // Assert
            Assert.Equal((GrpcStatus.NotFound, "schedule not found"), (described.Status, described.Message));
            Assert.Equal("workflow execution already completed", patched.Message);
        }

        await using var after = await StartAsync(directory);
        _clock.Advance(2 * Hour);
        var refusal = await Assert.ThrowsAsync<ServiceException>(() => DescribeAsync(after));
        Assert.Equal("workflow not found for ID: temporal-sys-scheduler:s", refusal.Message);
    }

    [Fact]
    public async Task Create_SameRequestAgain_GivesTheSameAnswer()
    {
        // Arrange
        await using var service = await StartAsync();
        var first = await CreateAsync(service);

        // Act
        var again = await CreateAsync(service);
        var other = await Assert.ThrowsAsync<ServiceException>(() => CreateAsync(service, requestId: "other"));

        // Assert
        Assert.Equal(first, again);
        Assert.Equal(
            (GrpcStatus.AlreadyExists, "schedule \"s\" is already registered"), (other.Status, other.Message));
    }

    [Fact]
    public async Task List_Query_GivesThoseThatFitNewestFirst()
    {
        // Arrange
        await using var service = await StartAsync();
        foreach (var id in new[] { "a", "b", "c" })
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await CreateAsync(service, one => one.State.Paused = id == "b", id);
        }

        // Act
        var all = await ListAsync(service, "");
        var active = await ListAsync(service, "TemporalSchedulePaused = false");
        var one = await ListAsync(service, "ScheduleId IN ('b', 'x')");
        var count = await service.CallAsync<CountSchedulesResponse>(
            "CountSchedules", new CountSchedulesRequest { Namespace = "default", Query = "ScheduleId STARTS_WITH 'a'" });
        var refusal = await Assert.ThrowsAsync<ServiceException>(() => ListAsync(service, "WorkflowId = 'a'"));

        // Assert
        Assert.Equal(["c", "b", "a"], all);
        Assert.Equal(["c", "a"], active);
        Assert.Equal(["b"], one);
        Assert.Equal(1, count.Count);
        Assert.Equal("invalid query filter for schedules: cannot filter on \"WorkflowId\"", refusal.Message);
    }

    private async Task<TestService> StartAsync(TestDirectory? directory = null) =>
        await TestService.StartAsync(new TemporalServiceOptions
        {
            TimeProvider = _clock, StateDirectory = directory?.Path,
        });

    private static Task<CreateScheduleResponse> CreateAsync(
        TestService service, Action<Schedule>? with = null, string id = "s", string requestId = "request")
    {
        var schedule = new Schedule
        {
            Spec = SpecText.Every(Hour),
            Action = new ScheduleAction
            {
                StartWorkflow = new NewWorkflowExecutionInfo
                {
                    WorkflowId = "wf",
                    WorkflowType = new WorkflowType { Name = "type" },
                    TaskQueue = new TaskQueue { Name = TestService.Queue },
                },
            },
            Policies = new SchedulePolicies(),
            State = new ScheduleState(),
        };
        with?.Invoke(schedule);
        return service.CallAsync<CreateScheduleResponse>("CreateSchedule", new CreateScheduleRequest
        {
            Namespace = "default", ScheduleId = id, Schedule = schedule, RequestId = requestId,
        });
    }

    private static Task<PatchScheduleResponse> PatchAsync(TestService service, SchedulePatch patch) =>
        service.CallAsync<PatchScheduleResponse>("PatchSchedule", new PatchScheduleRequest
        {
            Namespace = "default", ScheduleId = "s", Patch = patch,
        });

    private static Task<DescribeScheduleResponse> DescribeAsync(TestService service) =>
        service.CallAsync<DescribeScheduleResponse>("DescribeSchedule", new DescribeScheduleRequest
        {
            Namespace = "default", ScheduleId = "s",
        });

    private static async Task<DescribeScheduleResponse> UntilAsync(
        TestService service, Func<DescribeScheduleResponse, bool> holds)
    {
        DescribeScheduleResponse described = null!;
        await Soon.HoldsAsync(async () => holds(described = await DescribeAsync(service)));
        return described;
    }

    private static async Task<IEnumerable<string>> ListAsync(TestService service, string query)
    {
        var answer = await service.CallAsync<ListSchedulesResponse>(
            "ListSchedules", new ListSchedulesRequest { Namespace = "default", Query = query });
        return answer.Schedules.Select(one => one.ScheduleId);
    }
}
