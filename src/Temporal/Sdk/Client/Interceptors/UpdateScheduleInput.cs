using Temporalio.Client.Schedules;

namespace Temporalio.Client.Interceptors;

/// <summary>Changing a schedule.</summary>
/// <param name="Id">The schedule's id.</param>
/// <param name="Updater">Makes the new from the description of the old; null for no change.</param>
/// <param name="RpcOptions">How the call is made; null for the defaults.</param>
public record UpdateScheduleInput(
    string Id,
    Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> Updater,
    RpcOptions? RpcOptions);
