using Temporalio.Worker.Tuning;

namespace Temporalio.Worker.Slots;

/// <summary>As many slots as the machine takes.</summary>
internal sealed class ResourceSlots(ResourceSlotBounds bounds, MachineUse use, TimeProvider time) : SlotPool
{
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(20);
    private static readonly SlotPermit Permit = new();

    private readonly Lock _lock = new();
    private int _given;
    private long? _lastAt;

    public override async ValueTask<SlotPermit> ReserveAsync(bool sticky, CancellationToken cancel)
    {
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (TryReserve() is { } permit)
                return permit;
            await Task.Delay(Again, time, cancel).ConfigureAwait(false);
        }
    }

    public override SlotPermit? TryReserve()
    {
        var (memory, cpu) = use.Now();
        lock (_lock)
        {
            var since = _lastAt is { } at ? time.GetElapsedTime(at) : TimeSpan.MaxValue;
            if (!bounds.Allow(_given, since, memory, cpu))
                return null;
            _given++;
            _lastAt = time.GetTimestamp();
            return Permit;
        }
    }

    public override void Release(SlotPermit permit, SlotInfo? info)
    {
        lock (_lock)
            _given--;
    }

    public override void Dispose()
    {
    }
}
