namespace Temporalio.Service.Matching;

/// <summary>Counts tasks over half a minute, in slots of five seconds. Guarded by its owner's lock.</summary>
internal sealed class TaskRate(TimeProvider time)
{
    private const int Slots = 6;
    private const int SlotSeconds = 5;
    private readonly int[] _counts = new int[Slots];
    private long _slot;

    /// <summary>Tasks a second.</summary>
    public float PerSecond
    {
        get
        {
            Turn();
            var sum = 0;
            foreach (var count in _counts) sum += count;
            return (float)sum / (Slots * SlotSeconds);
        }
    }

    /// <summary>Counts one.</summary>
    public void Count()
    {
        Turn();
        _counts[_slot % Slots]++;
    }

    private void Turn()
    {
        var now = time.GetTimestamp() / (time.TimestampFrequency * SlotSeconds);
        if (now == _slot) return;
        if (now - _slot >= Slots) Array.Clear(_counts);
        else
        {
            for (var passed = _slot + 1; passed <= now; passed++) _counts[passed % Slots] = 0;
        }

        _slot = now;
    }
}
