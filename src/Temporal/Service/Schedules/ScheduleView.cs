using System.Buffers.Binary;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Schedule.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Schedules;

/// <summary>What describe and lists tell of a schedule.</summary>
internal static class ScheduleView
{
    private const int TimesDescribed = 10;
    private const int TimesListed = 5;
    private const int RecentListed = 5;
    private const int SpecsListed = 10;

    /// <summary>Returns the answer of describe.</summary>
    public static DescribeScheduleResponse Describe(ScheduleState state, DateTimeOffset now)
    {
        var info = new ScheduleInfo
        {
            ActionCount = state.ActionCount,
            MissedCatchupWindow = state.MissedCatchup,
            OverlapSkipped = state.OverlapSkipped,
            BufferDropped = state.BufferDropped,
            BufferSize = state.Buffer.Count,
            CreateTime = state.CreatedAt.Wire(),
            UpdateTime = state.UpdatedAt?.Wire(),
        };
        info.RunningWorkflows.Add(state.Running.Select(running => running.Execution));
        info.RecentActions.Add(state.Recent);
        var times = state.LimitedActions ? (int)Math.Clamp(state.RemainingActions, 0, TimesDescribed) : TimesDescribed;
        info.FutureActionTimes.Add(state.FutureTimes(now).Take(times).Select(time => time.Wire()));
        return new DescribeScheduleResponse
        {
            Schedule = new Schedule
            {
                Spec = state.Spec,
                Action = state.Action,
                Policies = state.Policies,
                State = new Api.Schedule.V1.ScheduleState
                {
                    Notes = state.Notes,
                    Paused = state.Paused,
                    LimitedActions = state.LimitedActions,
                    RemainingActions = state.RemainingActions,
                },
            },
            Info = info,
            Memo = state.Memo,
            SearchAttributes = state.SearchAttributes is { IndexedFields.Count: > 0 } attributes ? attributes : null,
            ConflictToken = Token(state.ConflictToken),
        };
    }

    /// <summary>Returns an entry of a list.</summary>
    public static ScheduleListEntry Entry(ScheduleState state, DateTimeOffset now)
    {
        var info = new ScheduleListInfo
        {
            Spec = Shortened(state.Spec),
            WorkflowType = state.StartWorkflow?.WorkflowType,
            Notes = state.Notes,
            Paused = state.Paused,
        };
        info.RecentActions.Add(state.Recent.TakeLast(RecentListed));
        var times = state.LimitedActions ? (int)Math.Clamp(state.RemainingActions, 0, TimesListed) : TimesListed;
        info.FutureActionTimes.Add(state.FutureTimes(now).Take(times).Select(time => time.Wire()));
        return new ScheduleListEntry
        {
            ScheduleId = state.Key.Id,
            Memo = state.Memo ?? new Memo(),
            SearchAttributes = state.SearchAttributes,
            Info = info,
        };
    }

    /// <summary>Returns a conflict token as callers get it.</summary>
    public static ByteString Token(long value)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Returns the value of a token; 0, which fits always, when it is none of ours.</summary>
    public static long Token(ByteString token) =>
        token.Length == sizeof(long) ? BinaryPrimitives.ReadInt64BigEndian(token.Span) : 0;

    private static ScheduleSpec Shortened(ScheduleSpec spec)
    {
        if (spec.StructuredCalendar.Count <= SpecsListed && spec.Interval.Count <= SpecsListed
            && spec.ExcludeStructuredCalendar.Count <= SpecsListed)
            return spec;
        var copy = spec.Clone();
        while (copy.StructuredCalendar.Count > SpecsListed) copy.StructuredCalendar.RemoveAt(SpecsListed);
        while (copy.Interval.Count > SpecsListed) copy.Interval.RemoveAt(SpecsListed);
        while (copy.ExcludeStructuredCalendar.Count > SpecsListed) copy.ExcludeStructuredCalendar.RemoveAt(SpecsListed);
        return copy;
    }
}
