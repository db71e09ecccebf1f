using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Service.Tests.Schedules;

public sealed class ScheduleDecisionTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Wake_TimeComes_StartsAWorkflowNamedByIt()
    {
        // Arrange
        var schedule = new LiveSchedule();

        // Act
        schedule.Advance(Hour);

        // Assert
        Assert.Equal(["wf-2026-01-01T01:00:00Z"], schedule.Starts);
        Assert.Equal(1, schedule.State.ActionCount);
        var recent = Assert.Single(schedule.State.Recent);
        Assert.Equal(SpecText.Utc("2026-01-01T01:00:00Z"), recent.ScheduleTime.ToDateTimeOffset());
    }

    [Theory]
    [InlineData(ScheduleOverlapPolicy.Skip, 1, 0, 3, "")]
    [InlineData(ScheduleOverlapPolicy.BufferOne, 1, 1, 2, "")]
    [InlineData(ScheduleOverlapPolicy.BufferAll, 1, 3, 0, "")]
    [InlineData(ScheduleOverlapPolicy.CancelOther, 1, 3, 0, "cancel wf-2026-01-01T01:00:00Z")]
    [InlineData(ScheduleOverlapPolicy.TerminateOther, 1, 3, 0, "terminate wf-2026-01-01T01:00:00Z")]
    [InlineData(ScheduleOverlapPolicy.AllowAll, 4, 0, 0, "")]
    public void Wake_TheFirstStillRuns_FollowsThePolicy(
        ScheduleOverlapPolicy policy, int started, int waiting, int skipped, string asked)
    {
        // Arrange
        var schedule = new LiveSchedule(overlap: policy);

        // Act: four times come
        schedule.Advance(4 * Hour);

        // Assert
        Assert.Equal(
            (started, waiting, skipped),
            (schedule.Starts.Count, schedule.State.Buffer.Count, (int)schedule.State.OverlapSkipped));
        Assert.Equal(asked.Length == 0 ? [] : [asked], schedule.Asked);
    }

    [Theory]
    [InlineData(ScheduleOverlapPolicy.BufferOne, "02")]
    [InlineData(ScheduleOverlapPolicy.BufferAll, "02,03,04")]
    [InlineData(ScheduleOverlapPolicy.CancelOther, "04")]
    [InlineData(ScheduleOverlapPolicy.TerminateOther, "04")]
    public void Closed_OthersWait_StartsThemOneAfterTheOther(ScheduleOverlapPolicy policy, string hours)
    {
        // Arrange
        var schedule = new LiveSchedule(overlap: policy);
        schedule.Advance(4 * Hour);

        // Act
        while (schedule.State.Running.Count > 0) schedule.End(WorkflowExecutionStatus.Canceled);

        // Assert
        Assert.Equal(
            ["wf-2026-01-01T01:00:00Z", .. hours.Split(',').Select(hour => $"wf-2026-01-01T{hour}:00:00Z")],
            schedule.Starts);
    }

    [Fact]
    public void Wake_StartIsNotAnsweredYet_CountsAsRunning()
    {
        // Arrange
        var schedule = new LiveSchedule { HoldsBack = true };

        // Act
        schedule.Advance(2 * Hour);

        // Assert
        Assert.Single(schedule.Unanswered);
        Assert.Equal(1, schedule.State.OverlapSkipped);
    }

    [Fact]
    public void StartFailed_IdIsTaken_GoesOnWithTheNextTime()
    {
        // Arrange
        var schedule = new LiveSchedule { HoldsBack = true };
        schedule.Advance(Hour);

        // Act
        schedule.Answer(started: false);
        schedule.HoldsBack = false;
        schedule.Advance(Hour);

        // Assert
        Assert.Equal(["wf-2026-01-01T02:00:00Z"], schedule.Starts);
        Assert.Equal(1, schedule.State.ActionCount);
    }

    [Fact]
    public void Wake_AfterADowntime_MakesUpWithinTheCatchupWindow()
    {
        // Arrange
        var schedule = new LiveSchedule(
            overlap: ScheduleOverlapPolicy.AllowAll,
            with: one => one.Policies.CatchupWindow = Duration.FromTimeSpan(TimeSpan.FromMinutes(150)));

        // Act: 01:00 to 05:00 pass unseen, it is 05:15
        schedule.Miss(TimeSpan.FromMinutes(285));

        // Assert
        Assert.Equal(
            ["wf-2026-01-01T03:00:00Z", "wf-2026-01-01T04:00:00Z", "wf-2026-01-01T05:00:00Z"], schedule.Starts);
        Assert.Equal(2, schedule.State.MissedCatchup);
    }

    [Fact]
    public void Wake_AfterAVeryLongDowntime_DealsWithEveryTime()
    {
        // Arrange
        var schedule = new LiveSchedule(SpecText.Every(TimeSpan.FromSeconds(10)));

        // Act: 8,640 times
        schedule.Miss(TimeSpan.FromDays(1));

        // Assert
        Assert.Equal((1L, 8_639L), (schedule.State.ActionCount, schedule.State.OverlapSkipped));
    }

    [Fact]
    public void Unpause_TimesPassedWhilePaused_AreNotMadeUpFor()
    {
        // Arrange
        var schedule = new LiveSchedule();
        schedule.Patch(new SchedulePatch { Pause = "stop" });
        schedule.Miss(3 * Hour);

        // Act
        schedule.Patch(new SchedulePatch { Unpause = "go" });
        schedule.Advance(Hour);

        // Assert
        Assert.Equal(["wf-2026-01-01T04:00:00Z"], schedule.Starts);
        Assert.Equal((0L, "go", 3L), (schedule.State.MissedCatchup, schedule.State.Notes, schedule.State.ConflictToken));
    }

    [Fact]
    public void Trigger_Paused_StartsAllTheSame()
    {
        // Arrange
        var schedule = new LiveSchedule(with: one => one.State.Paused = true);

        // Act
        schedule.Trigger();

        // Assert
        Assert.Equal(["wf-2026-01-01T00:30:00Z"], schedule.Starts);
    }

    [Fact]
    public void Patch_SameRequestAgain_ChangesNothing()
    {
        // Arrange
        var schedule = new LiveSchedule(overlap: ScheduleOverlapPolicy.AllowAll);
        var trigger = new SchedulePatch { TriggerImmediately = new TriggerImmediatelyRequest() };

        // Act
        schedule.Patch(trigger, "one");
        schedule.Patch(trigger, "one");

        // Assert
        Assert.Single(schedule.Starts);
    }

    [Fact]
    public void Wake_LimitedActions_StopsAtTheLimit()
    {
        // Arrange
        var schedule = new LiveSchedule(
            overlap: ScheduleOverlapPolicy.AllowAll,
            with: one => (one.State.LimitedActions, one.State.RemainingActions) = (true, 2));

        // Act
        schedule.Advance(5 * Hour);
        schedule.Trigger(); // does not count

        // Assert
        Assert.Equal((3, 0L), (schedule.Starts.Count, schedule.State.RemainingActions));
    }

    [Fact]
    public void Backfill_Range_TakesBothItsEnds()
    {
        // Arrange
        var schedule = new LiveSchedule();

        // Act
        schedule.Backfill("2025-12-01T02:00:00Z", "2025-12-01T04:00:00Z", ScheduleOverlapPolicy.AllowAll);

        // Assert
        Assert.Equal(
            ["wf-2025-12-01T02:00:00Z", "wf-2025-12-01T03:00:00Z", "wf-2025-12-01T04:00:00Z"], schedule.Starts);
    }

    [Fact]
    public void Backfill_ManyTimes_GoesOnWhenStartsAreAnswered()
    {
        // Arrange
        var schedule = new LiveSchedule();

        // Act: more than one decision takes
        schedule.Backfill("2025-12-01T00:00:00Z", "2025-12-31T23:00:00Z", ScheduleOverlapPolicy.AllowAll);
        schedule.Advance(TimeSpan.Zero);

        // Assert
        Assert.Equal(31 * 24, schedule.Starts.Count);
        Assert.Equal(schedule.Starts.Distinct().Count(), schedule.Starts.Count);
    }

    [Fact]
    public void Closed_FailureAndThePolicySaysPause_PausesWithANote()
    {
        // Arrange
        var schedule = new LiveSchedule(with: one => one.Policies.PauseOnFailure = true);
        schedule.Advance(Hour);

        // Act
        schedule.End(WorkflowExecutionStatus.Failed, failure: new Failure { Message = "no luck" });

        // Assert
        Assert.True(schedule.State.Paused);
        Assert.Equal("paused due to workflow failure: wf-2026-01-01T01:00:00Z: no luck", schedule.State.Notes);
        Assert.Equal("no luck", schedule.State.LastFailure!.Message);
    }

    [Fact]
    public void Closed_ResultAfterAFailure_IsTheLastResult()
    {
        // Arrange
        var schedule = new LiveSchedule();
        var result = new Payloads { Payloads_ = { new Payload { Data = ByteString.CopyFromUtf8("1") } } };
        schedule.Advance(Hour);
        schedule.End(WorkflowExecutionStatus.Failed, failure: new Failure { Message = "no luck" });
        schedule.Advance(Hour);

        // Act
        schedule.End(result: result);

        // Assert
        Assert.Equal(result, schedule.State.LastResult);
        Assert.Null(schedule.State.LastFailure);
        Assert.Equal(
            [WorkflowExecutionStatus.Failed, WorkflowExecutionStatus.Completed],
            schedule.State.Recent.Select(one => one.StartWorkflowStatus));
    }

    [Fact]
    public void Update_NewSpec_ActsByItFromNowOn()
    {
        // Arrange
        var schedule = new LiveSchedule();
        schedule.Miss(TimeSpan.FromMinutes(10));

        // Act: every minute now; those before the update do not count
        schedule.Update(new Schedule
        {
            Spec = SpecText.Every(TimeSpan.FromMinutes(1)),
            Action = schedule.State.Action,
            Policies = new SchedulePolicies { OverlapPolicy = ScheduleOverlapPolicy.AllowAll },
        });
        schedule.Advance(TimeSpan.FromMinutes(2));

        // Assert
        Assert.Equal(["wf-2026-01-01T00:41:00Z", "wf-2026-01-01T00:42:00Z"], schedule.Starts);
        Assert.Equal(2, schedule.State.ConflictToken);
    }

    [Fact]
    public void Update_TokenOfAnEarlierState_ChangesNothing()
    {
        // Arrange
        var schedule = new LiveSchedule();
        schedule.Patch(new SchedulePatch { Pause = "stop" });

        // Act
        schedule.Update(new Schedule { Action = schedule.State.Action }, token: 1);

        // Assert
        Assert.True(schedule.State.Paused);
        Assert.Null(schedule.State.UpdatedAt);
    }
}
