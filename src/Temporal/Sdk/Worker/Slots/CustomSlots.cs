using Microsoft.Extensions.Logging;
using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Slots;

/// <summary>Slots of a supplier that the user wrote. Its faults cost a log line, not the worker.</summary>
internal sealed class CustomSlots(
    CustomSlotSupplier supplier, SlotReserveContext use, ILogger logger, TimeProvider time) : SlotPool
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);

    public override async ValueTask<SlotPermit> ReserveAsync(bool sticky, CancellationToken cancel)
    {
        while (true)
        {
            try
            {
                return await supplier.ReserveSlotAsync(use with { IsSticky = sticky }, cancel).ConfigureAwait(false);
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                logger.LogError(fault, "The slot supplier for {Kind} failed; it is asked again.", use.SlotType);
            }

            await Task.Delay(PauseAfterFault, time, cancel).ConfigureAwait(false);
        }
    }

    public override SlotPermit? TryReserve()
    {
        try
        {
            return supplier.TryReserveSlot(use);
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "The slot supplier for {Kind} failed; no slot is taken.", use.SlotType);
            return null;
        }
    }

    public override void MarkUsed(SlotPermit permit, SlotInfo info) =>
        Guarded(() => supplier.MarkSlotUsed(new(info, permit)));

    public override void Release(SlotPermit permit, SlotInfo? info) =>
        Guarded(() => supplier.ReleaseSlot(new(info, permit)));

    // The supplier is the user's, and may serve other workers.
    public override void Dispose()
    {
    }

    private void Guarded(Action call)
    {
        try
        {
            call();
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "The slot supplier for {Kind} failed.", use.SlotType);
        }
    }
}
