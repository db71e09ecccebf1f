namespace Temporalio.Worker.Tuning;

/// <summary>Slots by rules of one's own.</summary>
/// <remarks>
/// Called from many threads. An exception of <see cref="ReserveSlotAsync"/> is logged and the call is made again after a
/// second; exceptions of the others are logged.
/// </remarks>
public abstract class CustomSlotSupplier : SlotSupplier
{
    /// <summary>Initializes a new instance of the <see cref="CustomSlotSupplier"/> class.</summary>
    protected CustomSlotSupplier()
    {
    }

    /// <summary>Waits for a slot.</summary>
    /// <param name="ctx">What it is for.</param>
    /// <param name="cancellationToken">Ends the wait, for instance because the worker stops.</param>
    /// <returns>The permit.</returns>
    public abstract Task<SlotPermit> ReserveSlotAsync(SlotReserveContext ctx, CancellationToken cancellationToken);

    /// <summary>Returns a slot if there is one now; null otherwise. Must not wait.</summary>
    /// <param name="ctx">What it is for.</param>
    /// <returns>The permit, or null.</returns>
    public abstract SlotPermit? TryReserveSlot(SlotReserveContext ctx);

    /// <summary>Hears that a slot's task has come.</summary>
    /// <param name="ctx">The slot.</param>
    public abstract void MarkSlotUsed(SlotMarkUsedContext ctx);

    /// <summary>Takes a slot back, used or not.</summary>
    /// <param name="ctx">The slot.</param>
    public abstract void ReleaseSlot(SlotReleaseContext ctx);
}
