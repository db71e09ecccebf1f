namespace Temporalio.Client.Schedules;

/// <summary>A schedule to work with.</summary>
/// <param name="Client">The client of the calls.</param>
/// <param name="Id">The schedule's id.</param>
public record ScheduleHandle(ITemporalClient Client, string Id)
{
    /// <summary>Takes the actions of ranges of time now, also while the schedule is paused.</summary>
    /// <param name="backfills">The ranges; at least one.</param>
    /// <param name="rpcOptions">How the call is made; null for the defaults.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task BackfillAsync(
        IReadOnlyCollection<ScheduleBackfill> backfills, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.BackfillScheduleAsync(new(Id, backfills, rpcOptions));

    /// <summary>Deletes the schedule. What it started goes on.</summary>
    /// <param name="rpcOptions">How the call is made; null for the defaults.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task DeleteAsync(RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.DeleteScheduleAsync(new(Id, rpcOptions));

    /// <summary>Describes the schedule.</summary>
    /// <param name="rpcOptions">How the call is made; null for the defaults.</param>
    /// <returns>The description.</returns>
    public virtual Task<ScheduleDescription> DescribeAsync(RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.DescribeScheduleAsync(new(Id, rpcOptions));

    /// <summary>Pauses the schedule: it does not act by itself any more.</summary>
    /// <param name="note">Why; null for a standard note.</param>
    /// <param name="rpcOptions">How the call is made; null for the defaults.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task PauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.PauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Takes an action now, also while the schedule is paused.</summary>
    /// <param name="options">Options; null for the defaults.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task TriggerAsync(ScheduleTriggerOptions? options = null) =>
        Client.OutboundInterceptor.TriggerScheduleAsync(new(Id, options));

    /// <summary>Lets a paused schedule act again.</summary>
    /// <param name="note">Why; null for a standard note.</param>
    /// <param name="rpcOptions">How the call is made; null for the defaults.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task UnpauseAsync(string? note = null, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.UnpauseScheduleAsync(new(Id, note, rpcOptions));

    /// <summary>Changes the schedule.</summary>
    /// <param name="updater">Makes the new from the description of the old; null for no change.</param>
    /// <param name="rpcOptions">How the calls are made; null for the defaults.</param>
    /// <returns>A task for the end of the call.</returns>
    public Task UpdateAsync(Func<ScheduleUpdateInput, ScheduleUpdate?> updater, RpcOptions? rpcOptions = null) =>
        UpdateAsync(input => Task.FromResult(updater(input)), rpcOptions);

    /// <summary>Changes the schedule.</summary>
    /// <param name="updater">Makes the new from the description of the old; null for no change.</param>
    /// <param name="rpcOptions">How the calls are made; null for the defaults.</param>
    /// <returns>A task for the end of the call.</returns>
    public virtual Task UpdateAsync(
        Func<ScheduleUpdateInput, Task<ScheduleUpdate?>> updater, RpcOptions? rpcOptions = null) =>
        Client.OutboundInterceptor.UpdateScheduleAsync(new(Id, updater, rpcOptions));
}
