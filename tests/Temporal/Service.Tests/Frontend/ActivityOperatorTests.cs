using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Store;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>Operators pause, resume, restart and change activities.</summary>
public sealed class ActivityOperatorTests
{
    private static readonly WorkflowExecution Execution = new() { WorkflowId = "w" };

    [Fact]
    public async Task Pause_ActivityWaits_NoWorkerGetsItUntilItIsResumed()
    {
        // Arrange
        await using var service = await WithActivityAsync();

        // Act
        await PauseAsync(service);
        var none = await service.PollActivityAsync(TimeSpan.FromMilliseconds(50));
        var paused = await PendingAsync(service);
        await service.CallAsync<UnpauseActivityResponse>("UnpauseActivity", new UnpauseActivityRequest
        {
            Namespace = "default", Execution = Execution, Id = "a",
        });
        var some = await service.PollActivityAsync();

        // Assert
        Assert.True(none.TaskToken.IsEmpty);
        Assert.Equal((PendingActivityState.Paused, true, "me", "why"), (
            paused.State, paused.Paused, paused.PauseInfo.Manual.Identity, paused.PauseInfo.Manual.Reason));
        Assert.Equal("a", some.ActivityId);
    }

    [Fact]
    public async Task Pause_ActivityRuns_ItsWorkerIsToldAndTheNextAttemptWaits()
    {
        // Arrange
        await using var service = await WithActivityAsync();
        var task = await service.PollActivityAsync();

        // Act
        await PauseAsync(service);
        var beat = await BeatAsync(service, task);
        await FailAsync(service, task);
        var pending = await PendingAsync(service);

        // Assert
        Assert.True(beat.ActivityPaused);
        Assert.Equal((PendingActivityState.Paused, 2), (pending.State, pending.Attempt));
    }

    [Fact]
    public async Task Pause_ServiceRestarts_StaysPaused()
    {
        // Arrange
        using var directory = new TestDirectory();
        var options = new TemporalServiceOptions { StateDirectory = directory.Path };
        await using (var before = await WithActivityAsync(options)) await PauseAsync(before);

        // Act
        await using var after = await TestService.StartAsync(options);
        var none = await after.PollActivityAsync(TimeSpan.FromMilliseconds(50));

        // Assert
        Assert.True(none.TaskToken.IsEmpty);
        Assert.Equal(PendingActivityState.Paused, (await PendingAsync(after)).State);
    }

    [Fact]
    public async Task Reset_ActivityRunsItsLastAttempt_BeginsWithTheFirstOneAgain()
    {
        // Arrange
        await using var service = await WithActivityAsync(attempts: 2);
        await FailAsync(service, await service.PollActivityAsync());
        var last = await service.PollActivityAsync();

        // Act
        await service.CallAsync<ResetActivityResponse>("ResetActivity", new ResetActivityRequest
        {
            Namespace = "default", Execution = Execution, Id = "a", ResetHeartbeat = true,
        });
        var beat = await BeatAsync(service, last);
        await FailAsync(service, last);
        var first = await service.PollActivityAsync();
        var late = await Assert.ThrowsAsync<ServiceException>(() => service.CompleteAsync(last, "late"));

        // Assert
        Assert.True(beat.ActivityReset);
        Assert.Equal((2, 1), (last.Attempt, first.Attempt));
        Assert.Null(first.HeartbeatDetails);
        Assert.Equal(GrpcStatus.NotFound, late.Status);
    }

    [Fact]
    public async Task UpdateOptions_OtherQueueAndTimeout_CountsForTheNextAttemptAndCanBeUndone()
    {
        // Arrange
        await using var service = await WithActivityAsync();

        // Act
        var changed = await service.CallAsync<UpdateActivityOptionsResponse>(
            "UpdateActivityOptions", new UpdateActivityOptionsRequest
            {
                Namespace = "default",
                Execution = Execution,
                Type = "work",
                ActivityOptions = new ActivityOptions
                {
                    TaskQueue = new TaskQueue { Name = "other" },
                    HeartbeatTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(7)),
                    StartToCloseTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(999)), // not in the mask
                },
                UpdateMask = new FieldMask { Paths = { "task_queue.name", "heartbeatTimeout" } },
            });
        var old = await service.PollActivityAsync(TimeSpan.FromMilliseconds(50));
        var restored = await service.CallAsync<UpdateActivityOptionsResponse>(
            "UpdateActivityOptions", new UpdateActivityOptionsRequest
            {
                Namespace = "default", Execution = Execution, MatchAll = true, RestoreOriginal = true,
            });

        // Assert
        Assert.True(old.TaskToken.IsEmpty);
        Assert.Equal(("other", 7, 60), (
            changed.ActivityOptions.TaskQueue.Name,
            changed.ActivityOptions.HeartbeatTimeout.Seconds,
            changed.ActivityOptions.StartToCloseTimeout.Seconds));
        Assert.Equal(TestService.Queue, restored.ActivityOptions.TaskQueue.Name);
        Assert.Equal("a", (await service.PollActivityAsync()).ActivityId);
    }

    [Theory]
    [InlineData("zz", "", GrpcStatus.NotFound, "Can't find pending activity with such ID. Invalid activityID or activity already completed")]
    [InlineData("", "nope", GrpcStatus.NotFound, "Can't find pending activity with such ID. Invalid activityID or activity already completed")]
    [InlineData("", "", GrpcStatus.InvalidArgument, "Either Activity.Id or Activity.Type should be set on request.")]
    public async Task Pause_NoSuchActivity_IsRefused(string id, string type, GrpcStatus status, string message)
    {
        // Arrange
        await using var service = await WithActivityAsync();
        var request = new PauseActivityRequest { Namespace = "default", Execution = Execution };
        if (id.Length > 0) request.Id = id;
        if (type.Length > 0) request.Type = type;

        // Act
        var refusal = await Assert.ThrowsAsync<ServiceException>(
            () => service.CallAsync<PauseActivityResponse>("PauseActivity", request));

        // Assert
        Assert.Equal((status, message), (refusal.Status, refusal.Message));
    }

    private static async Task<TestService> WithActivityAsync(TemporalServiceOptions? options = null, int attempts = 0)
    {
        var service = await TestService.StartAsync(options);
        await service.StartAsync("w");
        var command = Commands.Activity("a");
        command.ScheduleActivityTaskCommandAttributes.RetryPolicy = new RetryPolicy
        {
            InitialInterval = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(1)), MaximumAttempts = attempts,
        };
        await service.CompleteAsync(await service.PollWorkflowAsync(), request => request.Commands.Add(command));
        return service;
    }

    private static Task PauseAsync(TestService service) => service.CallAsync<PauseActivityResponse>(
        "PauseActivity", new PauseActivityRequest
        {
            Namespace = "default", Execution = Execution, Id = "a", Identity = "me", Reason = "why",
        });

    private static Task<RecordActivityTaskHeartbeatResponse> BeatAsync(
        TestService service, PollActivityTaskQueueResponse task) =>
        service.CallAsync<RecordActivityTaskHeartbeatResponse>(
            "RecordActivityTaskHeartbeat", new RecordActivityTaskHeartbeatRequest
            {
                Namespace = "default", TaskToken = task.TaskToken, Details = TestService.Text("half"),
            });

    private static Task FailAsync(TestService service, PollActivityTaskQueueResponse task) =>
        service.CallAsync<RespondActivityTaskFailedResponse>(
            "RespondActivityTaskFailed", new RespondActivityTaskFailedRequest
            {
                Namespace = "default",
                TaskToken = task.TaskToken,
                Failure = new Failure { Message = "no", ApplicationFailureInfo = new ApplicationFailureInfo() },
            });

    private static async Task<PendingActivityInfo> PendingAsync(TestService service)
    {
        var described = await service.CallAsync<DescribeWorkflowExecutionResponse>(
            "DescribeWorkflowExecution", new DescribeWorkflowExecutionRequest
            {
                Namespace = "default", Execution = Execution,
            });
        return described.PendingActivities.Single();
    }
}
