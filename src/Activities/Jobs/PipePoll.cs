using System.IO.Pipes;
using System.Runtime.InteropServices;

namespace Pipelines.Activities.Jobs;

/// <summary>Waits until pipes can be read without blocking: <c>poll(2)</c>.</summary>
internal static class PipePoll
{
    private const short Readable = 1; // POLLIN
    private const int Interrupted = 4; // EINTR

    /// <summary>Returns for each pipe whether a read would return at once: bytes, or the end. Null pipes never
    /// would.</summary>
    /// <param name="pipes">The pipes.</param>
    /// <param name="wait">True to wait until one would; false to answer at once.</param>
    public static bool[] Ready(ReadOnlySpan<PipeStream?> pipes, bool wait)
    {
        var descriptors = new Descriptor[pipes.Length];
        for (var i = 0; i < pipes.Length; i++)
            descriptors[i] = new Descriptor { File = pipes[i] is { } pipe
                ? (int)pipe.SafePipeHandle.DangerousGetHandle() : -1, Events = Readable };

        while (Poll(descriptors, (nuint)descriptors.Length, wait ? -1 : 0) < 0)
        {
            if (Marshal.GetLastPInvokeError() != Interrupted)
                throw new IOException($"poll failed: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        return Array.ConvertAll(descriptors, descriptor => descriptor.Returned != 0);
    }

    [DllImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll([In, Out] Descriptor[] descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Descriptor
    {
        public int File;
        public short Events;
        public short Returned;
    }
}
