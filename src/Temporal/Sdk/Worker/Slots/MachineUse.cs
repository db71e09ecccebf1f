namespace Temporalio.Worker.Slots;

/// <summary>How much of memory and processors is used, by what the runtime tells. Measured anew after 100 ms.</summary>
internal sealed class MachineUse(TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private long _measuredAt = time.GetTimestamp();
    private TimeSpan _busy = Environment.CpuUsage.TotalTime;
    private double _cpu;
    private double _memory = Memory();

    /// <summary>Returns the shares of memory and processors in use, from 0 to 1.</summary>
    public (double Memory, double Cpu) Now()
    {
        lock (_lock)
        {
            var passed = time.GetElapsedTime(_measuredAt);
            if (passed >= Fresh)
            {
                var busy = Environment.CpuUsage.TotalTime;
                _cpu = (busy - _busy) / (passed * Environment.ProcessorCount);
                (_busy, _measuredAt, _memory) = (busy, time.GetTimestamp(), Memory());
            }

            return (_memory, _cpu);
        }
    }

    // The limit of a container counts as all of the memory.
    private static double Memory()
    {
        var all = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        return all <= 0 ? 0 : (double)Environment.WorkingSet / all;
    }
}
