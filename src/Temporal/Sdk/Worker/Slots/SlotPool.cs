using Microsoft.Extensions.Logging;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Slots;

/// <summary>Slots of one kind of task in one worker.</summary>
internal abstract class SlotPool : IDisposable
{
    /// <summary>Makes the pool that a supplier describes.</summary>
    public static SlotPool Of(SlotSupplier supplier, SlotReserveContext use, ILogger logger, TimeProvider time) =>
        supplier switch
        {
            FixedSizeSlotSupplier size => new CountedSlots(size.SlotCount),
            CustomSlotSupplier custom => new CustomSlots(custom, use, logger, time),
            ResourceBasedSlotSupplier resources => new ResourceSlots(
                ResourceSlotBounds.Of(resources, use.SlotType), new MachineUse(time), time),
            _ => throw new ArgumentException($"{supplier?.GetType()} is no known slot supplier."),
        };

    /// <summary>Waits for a slot.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public abstract ValueTask<SlotPermit> ReserveAsync(bool sticky, CancellationToken cancel);

    /// <summary>Returns a slot if there is one now.</summary>
    public abstract SlotPermit? TryReserve();

    /// <summary>Notes what a slot is used for.</summary>
    public virtual void MarkUsed(SlotPermit permit, SlotInfo info)
    {
    }

    /// <summary>Takes a slot back; <paramref name="info"/> is null when it was not used.</summary>
    public abstract void Release(SlotPermit permit, SlotInfo? info);

    /// <inheritdoc/>
    public abstract void Dispose();
}
