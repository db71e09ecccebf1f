using Temporalio.Api.Enums.V1;
using Temporalio.Service.Schedules;

namespace Temporalio.Service.Tests.Schedules;

/// <summary>Schedules under random events: what must hold whatever happens.</summary>
public sealed class ScheduleRandomWalkTests
{
    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyEvents_EveryTime_IsAccountedForOnce(int seed)
    {
        // Arrange
        var random = new Random(seed);
        // Those that cancel or terminate others also take the place of one that has not started yet, uncounted.
        ScheduleOverlapPolicy[] counted =
        [
            ScheduleOverlapPolicy.Skip, ScheduleOverlapPolicy.BufferOne, ScheduleOverlapPolicy.BufferAll,
            ScheduleOverlapPolicy.AllowAll,
        ];
        var isCounted = seed % 2 == 0;
        var policy = isCounted ? counted[random.Next(counted.Length)] : (ScheduleOverlapPolicy)random.Next(1, 7);
        var schedule = new LiveSchedule(SpecText.Every(TimeSpan.FromMinutes(10)), policy);
        var begin = schedule.Now;
        var (triggers, failed) = (0, 0);

        // Act
        for (var i = 0; i < 200; i++)
        {
            switch (random.Next(7))
            {
                case 0 or 1:
                    schedule.Advance(TimeSpan.FromMinutes(random.Next(40)));
                    break;
                case 2:
                    schedule.Miss(TimeSpan.FromMinutes(random.Next(90)));
                    break;
                case 3:
                    triggers++;
                    schedule.Trigger(
                        isCounted ? counted[random.Next(counted.Length)] : (ScheduleOverlapPolicy)random.Next(7));
                    break;
                case 4 when schedule.State.Running.Count > 0:
                    schedule.End((WorkflowExecutionStatus)random.Next(2, 6));
                    break;
                case 5:
                    schedule.HoldsBack = !schedule.HoldsBack;
                    break;
                case 6 when schedule.Unanswered.Count > 0:
                    var started = random.Next(3) > 0;
                    if (!started) failed++;
                    schedule.Answer(started);
                    break;
            }

            // Assert, after every event
            var state = schedule.State;
            Assert.InRange(state.Running.Count + state.Starting.Count(start => start.Alone), 0, 1);
            Assert.Equal(state.Starting.Count, schedule.Unanswered.Count);
            var decoded = ScheduleCodec.Decode(state.Key, ScheduleCodec.Encode(state), "seed");
            Assert.Equal(ScheduleCodec.Encode(state), ScheduleCodec.Encode(decoded));
        }

        schedule.Advance(TimeSpan.Zero);
        var end = schedule.State;
        var times = Times(end.Times, begin, schedule.Now);
        var found = end.ActionCount + failed + end.OverlapSkipped + end.BufferDropped + end.MissedCatchup
            + end.Buffer.Count + end.Starting.Count;
        Assert.InRange(found, isCounted ? times + triggers : 1, times + triggers);
    }

    private static int Times(SpecTimes times, DateTimeOffset after, DateTimeOffset until)
    {
        var count = 0;
        for (var next = times.Next(after); next?.Actual <= until; next = times.Next(next.Value.Actual)) count++;
        return count;
    }
}
