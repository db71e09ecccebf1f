using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>Turns the time that passed, and backfills, into actions that wait. Pure.</summary>
internal static class ScheduleClock
{
    /// <summary>The most actions that may wait.</summary>
    public const int MostWaiting = 1_000;

    // So that one decision is never long, whatever the time that passed.
    private const int MostTimes = 1_000;
    private const int MostBackfilled = 50;

    /// <summary>Returns the state with the times up to now dealt with, or with a part of them when they are
    /// many.</summary>
    public static ScheduleState Pass(ScheduleState state, DateTimeOffset now)
    {
        if (now <= state.Cursor) return state;
        if (!state.ActsByItself) return state with { Cursor = now };
        var count = 0;
        while (count < MostTimes && state.Times.Next(state.Cursor) is { } time && time.Actual <= now)
        {
            count++;
            state = Take(state with { Cursor = time.Actual }, time, now);
        }

        return state;
    }

    /// <summary>Returns the state with an action more that waits, or one more that was dropped.</summary>
    public static ScheduleState Add(ScheduleState state, PlannedStart start) => state.Buffer.Count >= MostWaiting
        ? state with { BufferDropped = state.BufferDropped + 1 }
        : state with { Buffer = state.Buffer.Add(start) };

    /// <summary>Returns the state with a part of its backfills turned into actions.</summary>
    public static ScheduleState Backfill(ScheduleState state)
    {
        var left = MostBackfilled;
        // Half of the room is for actions on time.
        while (left > 0 && HasRoomForBackfill(state))
        {
            var request = state.Backfills[0];
            var end = request.EndTime?.Time() ?? DateTimeOffset.MinValue;
            var start = request.StartTime?.Time() ?? DateTimeOffset.UnixEpoch;
            if (state.Times.Next(start) is not { } time || time.Actual > end)
            {
                state = state with { Backfills = state.Backfills.RemoveAt(0) };
                continue;
            }

            left--;
            var rest = request.Clone();
            rest.StartTime = time.Actual.Wire();
            state = Add(
                state with { Backfills = state.Backfills.SetItem(0, rest) },
                new PlannedStart(time.Nominal, time.Actual, request.OverlapPolicy, Manual: true));
        }

        return state;
    }

    /// <summary>Returns when the clock has something to do; null for never.</summary>
    public static DateTimeOffset? NextWake(ScheduleState state)
    {
        if (HasRoomForBackfill(state) && state.Starting.Count == 0) return state.Cursor;
        return state.ActsByItself ? state.Times.Next(state.Cursor)?.Actual : null;
    }

    private static bool HasRoomForBackfill(ScheduleState state) =>
        state.Backfills.Count > 0 && state.Buffer.Count < MostWaiting / 2;

    private static ScheduleState Take(ScheduleState state, SpecTime time, DateTimeOffset now)
    {
        if (state.UpdatedAt > time.Actual) return state;
        return now - time.Actual > state.CatchupWindow
            ? state with { MissedCatchup = state.MissedCatchup + 1 }
            : Add(state, new PlannedStart(
                time.Nominal, time.Actual, ScheduleOverlapPolicy.Unspecified, Manual: false));
    }
}
