using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Client.Schedules;

/// <summary>A range of time whose actions are taken now.</summary>
/// <param name="StartAt">Its begin, which belongs to it.</param>
/// <param name="EndAt">Its end, which belongs to it.</param>
/// <param name="Overlap">The overlap policy of these actions; the schedule's own when unspecified.</param>
public record ScheduleBackfill(
    DateTime StartAt, DateTime EndAt, ScheduleOverlapPolicy Overlap = ScheduleOverlapPolicy.Unspecified)
{
    internal BackfillRequest ToProto() => new()
    {
        StartTime = Timestamp.FromDateTime(StartAt.ToUniversalTime()),
        EndTime = Timestamp.FromDateTime(EndAt.ToUniversalTime()),
        OverlapPolicy = Overlap,
    };
}
