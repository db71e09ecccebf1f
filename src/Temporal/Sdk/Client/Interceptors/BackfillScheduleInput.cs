using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Taking the actions of ranges of time.</summary>
/// <param name="Id">The schedule's id.</param>
/// <param name="Backfills">The ranges of time.</param>
/// <param name="RpcOptions">How the call is made; null for the defaults.</param>
public record BackfillScheduleInput(
    string Id,
    IReadOnlyCollection<ScheduleBackfill> Backfills,
    RpcOptions? RpcOptions);
