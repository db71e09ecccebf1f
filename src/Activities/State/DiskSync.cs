using System.Runtime.InteropServices;

namespace Pipelines.Activities.State;

/// <summary>Makes names durable: a renamed file survives a power cut only when its folder is on disk too.</summary>
internal static partial class DiskSync
{
    private const int ReadOnlyDirectory = 0x10000; // O_RDONLY | O_DIRECTORY on Linux (x86-64 and most others)

    /// <summary>Returns when the entries of <paramref name="folder"/> are on disk. Does nothing where folders cannot
    /// be synced.</summary>
    public static void Folder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var descriptor = Open(
            folder, RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ReadOnlyDirectory : 0);
        if (descriptor < 0)
            throw new IOException($"cannot open folder '{folder}': {Marshal.GetLastPInvokeErrorMessage()}");
        try
        {
            if (Sync(descriptor) != 0)
                throw new IOException($"cannot sync folder '{folder}': {Marshal.GetLastPInvokeErrorMessage()}");
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false,
        ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
}
