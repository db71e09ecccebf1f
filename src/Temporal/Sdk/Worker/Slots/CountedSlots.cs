using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Slots;

/// <summary>A fixed number of slots.</summary>
internal sealed class CountedSlots(int count) : SlotPool
{
    private static readonly SlotPermit Permit = new();

    private readonly SemaphoreSlim _free = new(count);

    public override async ValueTask<SlotPermit> ReserveAsync(bool sticky, CancellationToken cancel)
    {
        await _free.WaitAsync(cancel).ConfigureAwait(false);
        return Permit;
    }

    public override SlotPermit? TryReserve() => _free.Wait(0) ? Permit : null;

    public override void Release(SlotPermit permit, SlotInfo? info) => _free.Release();

    public override void Dispose() => _free.Dispose();
}
