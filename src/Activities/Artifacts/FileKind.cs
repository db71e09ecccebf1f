using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Pipelines.Activities.Artifacts;

/// <summary>Tells regular files from devices, pipes and sockets without opening them; .NET does not show the
/// difference.</summary>
internal static class FileKind
{
    private const int CurrentFolder = -100;       // AT_FDCWD
    private const int NoFollow = 0x100;           // AT_SYMLINK_NOFOLLOW
    private const uint TypeField = 1;             // STATX_TYPE
    private const int ModeOffset = 28;            // stx_mode in struct statx, the same on every architecture
    private const int TypeMask = 0xF000;          // S_IFMT
    private const int Regular = 0x8000;           // S_IFREG

    /// <summary>True when <paramref name="path"/> exists and is no regular file. Always false where the system has no
    /// <c>statx</c>.</summary>
    public static bool IsSpecial(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var buffer = new byte[256];
        if (Statx(CurrentFolder, path, NoFollow, TypeField, buffer) != 0) return false; // opening it will say why
        return (BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(ModeOffset)) & TypeMask) != Regular;
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(
        int folder, [MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags, uint mask, byte[] buffer);
}
