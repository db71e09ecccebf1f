using System.Diagnostics;

namespace Bench.Steps;

/// <summary>What the process spent: processor time and allocated bytes. Unlike wall time, both hardly depend on what else the machine does.</summary>
internal sealed class Cost
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TimeSpan _cpu = Cpu();
    private readonly long _bytes = GC.GetTotalAllocatedBytes(precise: true);

    /// <summary>Microseconds of processor time, user and system, since it was made.</summary>
    public double CpuMicroseconds => (Cpu() - _cpu).TotalMicroseconds;

    /// <summary>KiB allocated since it was made.</summary>
    public double AllocatedKib => (GC.GetTotalAllocatedBytes(precise: true) - _bytes) / 1024.0;

    /// <summary>Seconds since it was made.</summary>
    public double Seconds => _clock.Elapsed.TotalSeconds;

    private static TimeSpan Cpu()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }
}
