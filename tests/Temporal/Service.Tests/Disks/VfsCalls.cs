using System.Runtime.InteropServices;

namespace Temporalio.Service.Tests.Disks;

/// <summary>SQLite's interface to the operating system, as far as a disk that fails needs it. For 64 bits.</summary>
internal static class VfsCalls
{
    private const int Pointer = 8;
    private const int NameAt = 24;
    private const int OpenAt = 40;
    private const int VfsBytes = 168; // version 3
    private const int FileMethodsBytes = 152; // version 3

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Open(nint vfs, nint name, nint file, int flags, nint outFlags);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Delete(nint vfs, nint name, int syncDirectory);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Close(nint file);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Transfer(nint file, nint bytes, int count, long offset);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Truncate(nint file, long length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    public delegate int Sync(nint file, int flags);

    /// <summary>What the operating system's layer does with a file.</summary>
    public sealed record FileMethods(Close Close, Transfer Read, Transfer Write, Truncate Truncate, Sync Sync);

    /// <summary>Returns a copy of the operating system's layer with another name, and two calls of ours in it.</summary>
    public static (nint Vfs, Open SystemOpen, Delete SystemDelete) CopyOfSystem(nint name, Open open, Delete delete)
    {
        var system = Find(0);
        var copy = Copy(system, VfsBytes);
        Marshal.WriteIntPtr(copy, NameAt, name);
        Marshal.WriteIntPtr(copy, OpenAt, Marshal.GetFunctionPointerForDelegate(open));
        Marshal.WriteIntPtr(copy, OpenAt + Pointer, Marshal.GetFunctionPointerForDelegate(delete));
        return (copy, At<Open>(system, OpenAt), At<Delete>(system, OpenAt + Pointer));
    }

    /// <summary>Returns a copy of a file's calls with ours in it, and its own.</summary>
    public static (nint Table, FileMethods Methods) CopyOfFile(
        nint methods, Close close, Transfer read, Transfer write, Truncate truncate, Sync sync)
    {
        var copy = Copy(methods, FileMethodsBytes);
        Delegate[] ours = [close, read, write, truncate, sync];
        for (var i = 0; i < ours.Length; i++)
            Marshal.WriteIntPtr(copy, Pointer * (i + 1), Marshal.GetFunctionPointerForDelegate(ours[i]));
        return (copy, new FileMethods(
            At<Close>(methods, Pointer), At<Transfer>(methods, 2 * Pointer), At<Transfer>(methods, 3 * Pointer),
            At<Truncate>(methods, 4 * Pointer), At<Sync>(methods, 5 * Pointer)));
    }

    /// <summary>Lets databases be opened through a layer.</summary>
    public static void Register(nint vfs) => Assert.Equal(0, sqlite3_vfs_register(vfs, 0));

    /// <summary>Takes a layer away.</summary>
    public static void Unregister(nint vfs) => Assert.Equal(0, sqlite3_vfs_unregister(vfs));

    private static nint Find(nint name) => sqlite3_vfs_find(name);

    private static nint Copy(nint from, int count)
    {
        var bytes = new byte[count];
        Marshal.Copy(from, bytes, 0, count);
        var to = Marshal.AllocHGlobal(count);
        Marshal.Copy(bytes, 0, to, count);
        return to;
    }

    private static T At<T>(nint table, int offset)
        where T : Delegate =>
        Marshal.GetDelegateForFunctionPointer<T>(Marshal.ReadIntPtr(table, offset));

    [DllImport("e_sqlite3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint sqlite3_vfs_find(nint name);

    [DllImport("e_sqlite3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_vfs_register(nint vfs, int makeDefault);

    [DllImport("e_sqlite3")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int sqlite3_vfs_unregister(nint vfs);
}
