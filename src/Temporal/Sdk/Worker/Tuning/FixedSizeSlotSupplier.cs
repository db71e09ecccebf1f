namespace Temporalio.Worker.Tuning;

/// <summary>A fixed number of tasks at once.</summary>
public sealed class FixedSizeSlotSupplier : SlotSupplier
{
    /// <summary>Initializes a new instance of the <see cref="FixedSizeSlotSupplier"/> class.</summary>
    /// <param name="slotCount">The number; at least 1.</param>
    public FixedSizeSlotSupplier(int slotCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(slotCount, 1);
        SlotCount = slotCount;
    }

    /// <summary>Gets the number.</summary>
    public int SlotCount { get; }
}
