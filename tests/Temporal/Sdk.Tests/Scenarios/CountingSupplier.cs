using System.Collections.Concurrent;
using Temporalio.Worker.Tuning;

namespace Temporalio.Tests.Scenarios;

/// <summary>Gives a number of slots, and notes what becomes of them.</summary>
internal sealed class CountingSupplier(int count, bool failsFirst = false) : CustomSlotSupplier, IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private int _calls;

    public ConcurrentDictionary<SlotPermit, bool> Out { get; } = new();

    public ConcurrentBag<SlotInfo> Used { get; } = [];

    public ConcurrentBag<SlotReserveContext> Asked { get; } = [];

    public override async Task<SlotPermit> ReserveSlotAsync(
        SlotReserveContext ctx, CancellationToken cancellationToken)
    {
        Asked.Add(ctx);
        if (failsFirst && Interlocked.Increment(ref _calls) == 1)
            throw new InvalidOperationException("not yet");
        await _free.WaitAsync(cancellationToken);
        return Give();
    }

    public override SlotPermit? TryReserveSlot(SlotReserveContext ctx) => _free.Wait(0) ? Give() : null;

    public override void MarkSlotUsed(SlotMarkUsedContext ctx) => Used.Add(ctx.SlotInfo);

    public override void ReleaseSlot(SlotReleaseContext ctx)
    {
        Assert.True(Out.TryRemove(ctx.Permit, out _));
        _free.Release();
    }

    public void Dispose() => _free.Dispose();

    private SlotPermit Give()
    {
        var permit = new SlotPermit("mine");
        Out[permit] = true;
        return permit;
    }
}
