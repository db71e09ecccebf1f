using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Exceptions;
using Temporalio.Tests.Services;

namespace Temporalio.Tests.Scenarios;

public sealed class ScheduleErrorScenariosOnRealService(RealService service)
    : ScheduleErrorScenarios(service), IClassFixture<RealService>;

public sealed class ScheduleErrorScenariosOnEmbeddedService(EmbeddedService service)
    : ScheduleErrorScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>Calls about schedules that are refused.</summary>
public abstract class ScheduleErrorScenarios(ServiceUnderTest service) : ScheduleScenario(service)
{
    [Fact]
    public async Task Create_IdIsTaken_ThrowsScheduleAlreadyRunning()
    {
        // Arrange
        await CreateAsync(NewSchedule());

        // Act and assert
        await Assert.ThrowsAsync<ScheduleAlreadyRunningException>(() => CreateAsync(NewSchedule()));
    }

    [Theory]
    [InlineData("nonsense", "", "Invalid schedule spec: CronString does not have 5-7 fields")]
    [InlineData("61 * * * *", "", "Invalid schedule spec: Minute is not in range [0-59]")]
    [InlineData("0 0 * * fri-mon", "", "Invalid schedule spec: DayOfWeek End is before Start or not in range [0-7]")]
    [InlineData("* * * * *", "Mars/Base", "Invalid schedule spec: unknown time zone Mars/Base")]
    [InlineData("CRON_TZ=Asia/Tokyo * * * * *", "UTC", "Invalid schedule spec: conflicting timezone names")]
    [InlineData("@every 500ms", "", "Invalid schedule spec: interval is too small")]
    public async Task Create_BadSpec_IsRefused(string cron, string zone, string expected)
    {
        // Arrange
        var schedule = NewSchedule() with { Spec = new() { CronExpressions = [cron], TimeZoneName = zone } };

        // Act
        var refusal = await Assert.ThrowsAsync<RpcException>(() => CreateAsync(schedule));

        // Assert
        Assert.Equal((RpcException.StatusCode.InvalidArgument, expected), (refusal.Code, refusal.Message));
    }

    [Fact]
    public async Task Create_BadCalendar_NamesEveryFault()
    {
        // Arrange
        var schedule = NewSchedule() with
        {
            Spec = new() { Calendars = [new() { Hour = [new(25)], Month = [new(5, 3)], Year = [new(1999)] }] },
        };

        // Act
        var refusal = await Assert.ThrowsAsync<RpcException>(() => CreateAsync(schedule));

        // Assert
        Assert.Equal(
            "Invalid schedule spec: invalid calendar spec: Hour Start is not in range [0-23], " +
            "Month End is before Start or not in range [1-12], Year Start is not in range [2000-2100]",
            refusal.Message);
    }

    [Fact]
    public async Task Update_BadSpec_IsRefusedAndChangesNothing()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());

        // Act
        var refusal = await Assert.ThrowsAsync<RpcException>(() => handle.UpdateAsync(input => new ScheduleUpdate(
            input.Description.Schedule with { Spec = new() { CronExpressions = ["x"] } })));

        // Assert
        Assert.Equal("Invalid schedule spec: CronString does not have 5-7 fields", refusal.Message);
        Assert.Equal(Hourly.Intervals, (await handle.DescribeAsync()).Schedule.Spec.Intervals);
    }

    [Fact]
    public async Task AnyCall_UnknownSchedule_IsNotFound()
    {
        // Arrange
        var handle = Client.GetScheduleHandle(Unique);
        Func<Task>[] calls =
        [
            () => handle.DescribeAsync(), () => handle.DeleteAsync(), () => handle.PauseAsync(),
            () => handle.UnpauseAsync(), () => handle.TriggerAsync(), () => BackfillAsync(handle, 0, 1),
        ];

        foreach (var call in calls)
        {
            // Act
            var refusal = await Assert.ThrowsAsync<RpcException>(call);

            // Assert
            Assert.Equal(
                (RpcException.StatusCode.NotFound, $"workflow not found for ID: temporal-sys-scheduler:{Unique}"),
                (refusal.Code, refusal.Message));
        }
    }

    [Fact]
    public async Task Pause_NoteTooLong_IsRefused()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());

        // Act
        var refusal = await Assert.ThrowsAsync<RpcException>(() => handle.PauseAsync(new string('x', 2_001)));

        // Assert
        Assert.Equal("Schedule notes exceeds limit.", refusal.Message);
    }

    [Fact]
    public async Task Create_LimitAndRemainingDisagree_IsRefusedBeforeTheCall()
    {
        // Act and assert
        await Assert.ThrowsAsync<ArgumentException>(
            () => CreateAsync(NewSchedule() with { State = new() { LimitedActions = true } }));
        await Assert.ThrowsAsync<ArgumentException>(
            () => CreateAsync(NewSchedule() with { State = new() { RemainingActions = 1 } }));
    }

    [Fact]
    public async Task Create_OptionsThatNoScheduledWorkflowCanHave_AreRefusedBeforeTheCall()
    {
        WorkflowOptions[] options =
        [
            new(Unique, Unique) { CronSchedule = "* * * * *" },
            new(Unique, Unique) { StartDelay = TimeSpan.FromSeconds(1) },
            new(Unique, Unique) { IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate },
            new(Unique, Unique) { StartSignal = "Signal" },
            new(null!, Unique),
            new(Unique, null!),
        ];
        foreach (var one in options)
        {
            // Arrange
            var schedule = NewSchedule() with { Action = ScheduleActionStartWorkflow.Create("Any", [], one) };

            // Act and assert
            await Assert.ThrowsAsync<ArgumentException>(() => CreateAsync(schedule));
        }
    }

    [Fact]
    public async Task Backfill_NoRange_IsRefusedBeforeTheCall()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());

        // Act and assert
        await Assert.ThrowsAsync<ArgumentException>(() => handle.BackfillAsync([]));
    }
}
