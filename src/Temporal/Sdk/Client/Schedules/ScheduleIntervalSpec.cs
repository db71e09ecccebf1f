using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>Times at equal distances, counted from 1970-01-01 00:00 UTC.</summary>
/// <param name="Every">The distance; at least one second.</param>
/// <param name="Offset">What is added to each; none by default, and less than the distance.</param>
public record ScheduleIntervalSpec(TimeSpan Every, TimeSpan? Offset = default)
{
    internal static ScheduleIntervalSpec FromProto(IntervalSpec proto) =>
        new(proto.Interval?.ToTimeSpan() ?? default, proto.Phase?.ToTimeSpan());

    internal IntervalSpec ToProto() => new()
    {
        Interval = Duration.FromTimeSpan(Every), Phase = Offset is { } phase ? Duration.FromTimeSpan(phase) : null,
    };
}
