using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Client.Schedules;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Tests.Services;

namespace Temporalio.Tests.Scenarios;

public sealed class ScheduleScenariosOnRealService(RealService service)
    : ScheduleScenarios(service), IClassFixture<RealService>;

public sealed class ScheduleScenariosOnEmbeddedService(EmbeddedService service)
    : ScheduleScenarios(service), IClassFixture<EmbeddedService>;

public sealed class ScheduleScenariosOnEmbeddedServiceOverSocket(EmbeddedServiceOverSocket service)
    : ScheduleScenarios(service), IClassFixture<EmbeddedServiceOverSocket>;

/// <summary>Schedules from a client's side: create, describe, list, update, pause, trigger, backfill, delete.</summary>
public abstract class ScheduleScenarios(ServiceUnderTest service) : ScheduleScenario(service)
{
    [Fact]
    public async Task Describe_NewSchedule_TellsWhatWasGiven()
    {
        // Arrange
        var given = NewSchedule(ScheduleOverlapPolicy.BufferOne) with
        {
            Spec = new()
            {
                Calendars =
                [
                    new()
                    {
                        Hour = [new(9, 17, 2)], Minute = [new(30)], DayOfWeek = [new(1, 5)], Comment = "office",
                    },
                ],
                Intervals = [new(TimeSpan.FromHours(5), TimeSpan.FromMinutes(7))],
                Skip = [new() { Month = [new(8)] }],
                StartAt = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                EndAt = new(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc),
                TimeZoneName = "Europe/Berlin",
            },
            Policy = new()
            {
                Overlap = ScheduleOverlapPolicy.BufferOne,
                CatchupWindow = TimeSpan.FromMinutes(5),
                PauseOnFailure = true,
            },
            State = new() { Paused = true, Note = "not yet", LimitedActions = true, RemainingActions = 7 },
        };

        // Act
        var handle = await CreateAsync(given, new() { Memo = new Dictionary<string, object> { ["why"] = "test" } });
        var description = await handle.DescribeAsync();

        // Assert
        var told = description.Schedule;
        var calendar = Assert.Single(told.Spec.Calendars);
        Assert.Equal([new(9, 17, 2)], calendar.Hour);
        Assert.Equal([new(1, 5, 1)], calendar.DayOfWeek);
        Assert.Equal("office", calendar.Comment);
        Assert.Equal(given.Spec.Intervals, told.Spec.Intervals);
        Assert.Equal([new(8, 8, 1)], Assert.Single(told.Spec.Skip).Month);
        Assert.Equal((given.Spec.StartAt, given.Spec.EndAt), (told.Spec.StartAt, told.Spec.EndAt));
        Assert.Equal("Europe/Berlin", told.Spec.TimeZoneName);
        Assert.Equal(given.Policy, told.Policy);
        Assert.Equal(given.State, told.State);
        Assert.Equal("test", await description.Memo["why"].ToValueAsync<string>());
        var action = Assert.IsType<ScheduleActionStartWorkflow>(told.Action);
        Assert.Equal(("GreetingWorkflow", Unique, Unique), (action.Workflow, action.Options.Id, action.Options.TaskQueue));
        var argument = Assert.IsAssignableFrom<IEncodedRawValue>(Assert.Single(action.Args));
        Assert.Equal("you", await argument.ToValueAsync<string>());
        Assert.Equal(Unique, description.Id);
        Assert.Null(description.Info.LastUpdatedAt);
        Assert.Equal(0, description.Info.NumActions);
    }

    [Fact]
    public async Task Describe_ScheduleWithDefaults_TellsThem()
    {
        // Act
        var handle = await CreateAsync(new(NewSchedule().Action, new()));
        var description = await handle.DescribeAsync();

        // Assert
        Assert.Equal(new SchedulePolicy(), description.Schedule.Policy);
        Assert.Equal(new ScheduleState(), description.Schedule.State);
        Assert.Empty(description.Info.NextActionTimes);
    }

    [Theory]
    [InlineData("15 8 * * 1-5", "0 15 8 1-31 1-12  1-5")]
    [InlineData("*/10 9-17 1,15 jan-mar mon,fri 2030 # hi", "0 0-59/10 9-17 1,15 1-3 2030 1,5")]
    [InlineData("30 0 12 * * 5-7 *", "30 0 12 1-31 1-12  0,5-6")]
    [InlineData("@daily", "0 0 0 1-31 1-12  0-6")]
    public async Task Describe_CronExpression_TellsItAsACalendar(string cron, string expected)
    {
        // Act
        var handle = await CreateAsync(NewSchedule() with { Spec = new() { CronExpressions = [cron] } });
        var spec = (await handle.DescribeAsync()).Schedule.Spec;

        // Assert
        var calendar = Assert.Single(spec.Calendars);
        Assert.Equal(expected, Text(calendar));
        Assert.Empty(spec.CronExpressions);
    }

    [Fact]
    public async Task Describe_EveryExpressionAndZone_TellsIntervalAndZone()
    {
        // Act
        var handle = await CreateAsync(NewSchedule() with
        {
            Spec = new() { CronExpressions = ["@every 90m/5m"], TimeZoneName = "Asia/Tokyo" },
        });
        var spec = (await handle.DescribeAsync()).Schedule.Spec;

        // Assert
        Assert.Equal([new(TimeSpan.FromMinutes(90), TimeSpan.FromMinutes(5))], spec.Intervals);
        Assert.Equal("Asia/Tokyo", spec.TimeZoneName);
    }

    [Fact]
    public async Task NextActionTimes_IntervalWithPhase_AreTenAlignedToTheEpoch()
    {
        // Act
        var handle = await CreateAsync(NewSchedule() with
        {
            Spec = new() { Intervals = [new(TimeSpan.FromHours(3), TimeSpan.FromMinutes(20))] },
            State = new(),
        });
        var times = (await handle.DescribeAsync()).Info.NextActionTimes.ToList();

        // Assert
        Assert.Equal(10, times.Count);
        Assert.All(times, time => Assert.Equal(
            TimeSpan.FromMinutes(20), TimeSpan.FromTicks((time - DateTime.UnixEpoch).Ticks % TimeSpan.FromHours(3).Ticks)));
        Assert.All(times.Zip(times.Skip(1)), pair => Assert.Equal(TimeSpan.FromHours(3), pair.Second - pair.First));
    }

    [Fact]
    public async Task NextActionTimes_CalendarInATimeZone_FollowItsClocks()
    {
        // Act: days around the change of the clocks
        var handle = await CreateAsync(NewSchedule() with
        {
            Spec = new()
            {
                Calendars = [new() { Hour = [new(9)] }],
                TimeZoneName = "America/New_York",
                StartAt = new(2035, 3, 9, 0, 0, 0, DateTimeKind.Utc),
                EndAt = new(2035, 3, 13, 0, 0, 0, DateTimeKind.Utc),
            },
            State = new(),
        });
        var times = (await handle.DescribeAsync()).Info.NextActionTimes;

        // Assert
        Assert.Equal([14, 14, 13, 13], times.Select(time => time.Hour));
    }

    [Fact]
    public async Task NextActionTimes_LimitedActions_AreNotMore()
    {
        // Act
        var handle = await CreateAsync(NewSchedule() with
        {
            State = new() { LimitedActions = true, RemainingActions = 3 },
        });
        var description = await handle.DescribeAsync();

        // Assert
        Assert.Equal(3, description.Info.NextActionTimes.Count);
    }

    [Fact]
    public async Task NextActionTimes_Jitter_StaysWithinIt()
    {
        // Act
        var handle = await CreateAsync(NewSchedule() with
        {
            Spec = Hourly with { Jitter = TimeSpan.FromMinutes(10) }, State = new(),
        });
        var times = (await handle.DescribeAsync()).Info.NextActionTimes;

        // Assert
        Assert.All(times, time => Assert.InRange(time.Minute, 0, 9));
        Assert.Contains(times, time => time.TimeOfDay.Ticks % TimeSpan.TicksPerHour != 0);
    }

    [Fact]
    public async Task Create_TriggerImmediately_StartsTheWorkflowOnce()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<GreetingWorkflow>();

        // Act
        var handle = await CreateAsync(NewSchedule(), new() { TriggerImmediately = true });
        var description = await UntilAsync(handle, one => one.Info.NumActions == 1);
        var id = Assert.Single(StartedIds(description));
        var result = await WithWorkerAsync(worker, () => Client.GetWorkflowHandle(id).GetResultAsync<string>());

        // Assert
        Assert.Equal("Hello, you!", result);
        Assert.Matches($"^{Unique}-[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z$", id);
    }

    [Fact]
    public async Task Create_Backfills_TakesTheirActions()
    {
        // Act
        var handle = await CreateAsync(NewSchedule(), new()
        {
            Backfills = [new(Noon, Noon.AddHours(2), ScheduleOverlapPolicy.AllowAll)],
        });
        var description = await UntilAsync(handle, one => one.Info.NumActions == 3);

        // Assert
        Assert.Equal([IdAt(0), IdAt(1), IdAt(2)], StartedIds(description).Order());
        Assert.Equal([Noon, Noon.AddHours(1), Noon.AddHours(2)],
            description.Info.RecentActions.Select(action => action.ScheduledAt).Order());
        foreach (var id in StartedIds(description))
        {
            await EndAsync(id);
        }
    }

    [Fact]
    public async Task Trigger_WhilePaused_StartsAWorkflowThatKnowsItsSchedule()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());

        // Act
        await handle.TriggerAsync();
        var description = await UntilAsync(handle, one => one.Info.NumActions == 1);
        var workflow = Client.GetWorkflowHandle(Assert.Single(StartedIds(description)));
        var attributes = (await workflow.DescribeAsync()).TypedSearchAttributes;
        await workflow.TerminateAsync();

        // Assert
        Assert.Equal(Unique, attributes.Get(SearchAttributeKey.CreateKeyword("TemporalScheduledById")));
        Assert.True(attributes.ContainsKey("TemporalScheduledStartTime"));
        Assert.True(description.Schedule.State.Paused);
        var running = Assert.IsType<ScheduleActionExecutionStartWorkflow>(Assert.Single(description.Info.RunningActions));
        Assert.Equal((workflow.Id, 36), (running.WorkflowId, running.FirstExecutionRunId.Length));
    }

    [Fact]
    public async Task Pause_ThenUnpause_KeepsTheNotes()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule() with { State = new() { Note = "first" } });

        // Act
        await handle.PauseAsync("stop it");
        var paused = (await UntilAsync(handle, one => one.Schedule.State.Paused)).Schedule.State;
        await handle.UnpauseAsync("go on");
        var active = (await UntilAsync(handle, one => !one.Schedule.State.Paused)).Schedule.State;

        // Assert
        Assert.Equal(("stop it", "go on"), (paused.Note, active.Note));
    }

    [Fact]
    public async Task Pause_WithoutNote_HasAStandardOne()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule() with { State = new() });

        // Act
        await handle.PauseAsync();
        var state = (await UntilAsync(handle, one => one.Schedule.State.Paused)).Schedule.State;

        // Assert
        Assert.Equal("Paused via .NET SDK", state.Note);
    }

    [Fact]
    public async Task Update_NewSpecAndNote_ReplacesThemAndKeepsTheArguments()
    {
        // Arrange
        var worker = NewWorker().AddWorkflow<GreetingWorkflow>();
        var handle = await CreateAsync(NewSchedule());

        // Act
        await handle.UpdateAsync(input => new ScheduleUpdate(input.Description.Schedule with
        {
            Spec = new() { Intervals = [new(TimeSpan.FromDays(1))] },
            State = input.Description.Schedule.State with { Note = "changed" },
        }));
        var updated = await UntilAsync(handle, one => one.Info.LastUpdatedAt != null);
        await handle.TriggerAsync();
        var description = await UntilAsync(handle, one => one.Info.NumActions == 1);
        var result = await WithWorkerAsync(worker, () =>
            Client.GetWorkflowHandle(StartedIds(description).Single()).GetResultAsync<string>());

        // Assert
        Assert.Equal("changed", updated.Schedule.State.Note);
        Assert.Equal([new(TimeSpan.FromDays(1))], updated.Schedule.Spec.Intervals);
        Assert.Equal("Hello, you!", result);
    }

    [Fact]
    public async Task Update_UpdaterGivesNothing_ChangesNothing()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());

        // Act
        await handle.UpdateAsync(_ => (ScheduleUpdate?)null);

        // Assert
        Assert.Null((await handle.DescribeAsync()).Info.LastUpdatedAt);
    }

    [Fact]
    public async Task List_NewSchedule_IsFoundWithItsInfo()
    {
        // Arrange
        await CreateAsync(
            NewSchedule() with { State = new() { Paused = true, Note = "listed" } },
            new() { Memo = new Dictionary<string, object> { ["why"] = "test" } });

        // Act: lists follow a little later
        var found = await FindAsync();

        // Assert
        Assert.Equal("GreetingWorkflow", Assert.IsType<ScheduleListActionStartWorkflow>(found.Schedule!.Action).Workflow);
        Assert.Equal(new("listed", true), found.Schedule.State);
        Assert.Equal([new(TimeSpan.FromHours(1))], found.Schedule.Spec.Intervals);
        Assert.Equal("test", await found.Memo["why"].ToValueAsync<string>());
    }

    [Fact]
    public async Task List_QueryForPaused_LeavesOthersOut()
    {
        // Arrange
        await CreateAsync(NewSchedule());
        await FindAsync();

        // Act
        var active = new List<string>();
        await foreach (var one in Client.ListSchedulesAsync(new() { Query = "TemporalSchedulePaused = false" }))
        {
            active.Add(one.Id);
        }

        // Assert
        Assert.DoesNotContain(Unique, active);
    }

    [Fact]
    public async Task Delete_Schedule_IsGone()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());

        // Act
        await handle.DeleteAsync();
        var gone = await Assert.ThrowsAsync<Exceptions.RpcException>(() => handle.DescribeAsync());
        var again = await Assert.ThrowsAsync<Exceptions.RpcException>(() => handle.DeleteAsync());

        // Assert
        Assert.Equal((Exceptions.RpcException.StatusCode.NotFound, "schedule not found"), (gone.Code, gone.Message));
        Assert.Equal("workflow execution already completed", again.Message);
    }

    [Fact]
    public async Task Create_AfterDelete_TakesTheIdAgain()
    {
        // Arrange
        var handle = await CreateAsync(NewSchedule());
        await handle.DeleteAsync();

        // Act
        await CreateAsync(NewSchedule() with { State = new() { Note = "second" } });

        // Assert
        Assert.Equal("second", (await handle.DescribeAsync()).Schedule.State.Note);
    }

    private async Task<ScheduleListDescription> FindAsync()
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        bound.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            await foreach (var one in Client.ListSchedulesAsync(new() { Rpc = new() { CancellationToken = bound.Token } }))
            {
                if (one.Id == Unique && one.Schedule != null)
                {
                    return one;
                }
            }
        }
    }

    private static string Text(ScheduleCalendarSpec calendar) => string.Join(
        ' ',
        Text(calendar.Second),
        Text(calendar.Minute),
        Text(calendar.Hour),
        Text(calendar.DayOfMonth),
        Text(calendar.Month),
        Text(calendar.Year),
        Text(calendar.DayOfWeek));

    private static string Text(IEnumerable<ScheduleRange> ranges) => string.Join(',', ranges.Select(range =>
        (range.Start == range.End ? $"{range.Start}" : $"{range.Start}-{range.End}")
        + (range.Step == 1 ? string.Empty : $"/{range.Step}")));
}
