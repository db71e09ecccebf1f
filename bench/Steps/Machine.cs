using System.Runtime;
using System.Runtime.InteropServices;

namespace Bench.Steps;

/// <summary>What figures depend on, in a line.</summary>
internal static class Machine
{
    public static string Line(bool smoke) =>
        $"cores {Environment.ProcessorCount}, load average {LoadAverage()}, {RuntimeInformation.FrameworkDescription}, "
        + $"{(GCSettings.LatencyMode == GCLatencyMode.Batch ? "foreground" : "background")} garbage collection, "
        + $"SQLite WAL synchronous=FULL, {(smoke ? "SMOKE: figures mean nothing" : "full run")}";

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
