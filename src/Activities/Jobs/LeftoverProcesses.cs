using System.Globalization;
using System.Text;

namespace Pipelines.Activities.Jobs;

/// <summary>Finds and ends programs that an earlier attempt left running: its worker was killed, or a child left its
/// process group.</summary>
/// <remarks>
/// Every program carries <see cref="Variable"/> in its environment and hands it down to its children, so
/// <c>/proc/PID/environ</c> tells them from all other processes, also after a worker died before it could write a
/// process id down.
/// A process that cleared its environment is not found; on systems without <c>/proc</c> none is.
/// </remarks>
internal static class LeftoverProcesses
{
    /// <summary>The environment variable that holds the attempt's working folder.</summary>
    public const string Variable = "PIPELINE_JOB_FOLDER";

    /// <summary>Ends all programs whose working folder is, or lies in, <paramref name="folder"/>: SIGTERM, then
    /// SIGKILL when the grace is over.</summary>
    /// <returns>How many were found.</returns>
    public static async Task<int> EndAsync(string folder, TimeSpan grace, TimeProvider time, CancellationToken cancel)
    {
        var found = Find(folder);
        var count = found.Count;
        if (count == 0) return 0;

        foreach (var process in found) ProcessSignals.Send(process, ProcessSignals.Terminate);
        var started = time.GetTimestamp();
        var wait = TimeSpan.FromMilliseconds(10);
        while ((found = Find(folder)).Count > 0)
        {
            if (time.GetElapsedTime(started) >= grace)
            {
                foreach (var process in found) ProcessSignals.Send(process, ProcessSignals.Kill);
            }

            await Task.Delay(wait, time, cancel).ConfigureAwait(false);
            wait = TimeSpan.FromMilliseconds(Math.Min(wait.TotalMilliseconds * 2, 200));
        }

        return count;
    }

    private static List<int> Find(string folder)
    {
        if (!OperatingSystem.IsLinux()) return [];
        var mark = Encoding.UTF8.GetBytes($"{Variable}={folder.TrimEnd('/')}");
        var processes = new List<int>();
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(entry), NumberStyles.None, CultureInfo.InvariantCulture,
                out var process) || process == Environment.ProcessId) continue;
            try
            {
                // A zombie's environment reads as empty, so a program that has ended is not found.
                if (Holds(File.ReadAllBytes(Path.Combine(entry, "environ")), mark)) processes.Add(process);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                continue; // it ended meanwhile, or is another user's
            }
        }

        return processes;
    }

    /// <summary>True when one of the variables starts with the mark, and the mark ends where the variable or a part of
    /// its path does.</summary>
    private static bool Holds(ReadOnlySpan<byte> environment, ReadOnlySpan<byte> mark)
    {
        foreach (var range in environment.Split((byte)0))
        {
            var variable = environment[range];
            if (variable.StartsWith(mark) && (variable.Length == mark.Length || variable[mark.Length] == (byte)'/'))
                return true;
        }

        return false;
    }
}
