using System.Runtime.InteropServices;

namespace Temporalio.Service.Tests.Disks;

/// <summary>
/// A layer between SQLite and the operating system that tells of every read, write, sync and delete, and lets each of
/// them fail. Dispose of it once no database is open through it.
/// </summary>
internal sealed class FaultyDisk : IDisposable
{
    private const int Ok = 0;
    private const int Full = 13;
    private readonly VfsCalls.Open _open;
    private readonly VfsCalls.Delete _delete;
    private readonly VfsCalls.Close _close;
    private readonly VfsCalls.Transfer _read;
    private readonly VfsCalls.Transfer _write;
    private readonly VfsCalls.Truncate _truncate;
    private readonly VfsCalls.Sync _sync;
    private readonly VfsCalls.Open _systemOpen;
    private readonly VfsCalls.Delete _systemDelete;
    private readonly Lock _lock = new();
    private readonly Dictionary<nint, (string Name, VfsCalls.FileMethods Methods)> _files = [];
    private readonly Dictionary<nint, nint> _tables = [];
    private readonly Dictionary<nint, VfsCalls.FileMethods> _methods = [];
    private readonly nint _vfs;
    private readonly nint _name;
    private int _count;

    public FaultyDisk()
    {
        (_open, _delete, _close, _read, _write, _truncate, _sync) =
            (OnOpen, OnDelete, OnClose, OnRead, OnWrite, OnTruncate, OnSync);
        SQLitePCL.Batteries_V2.Init();
        Name = $"faulty-{Guid.NewGuid()}";
        _name = Marshal.StringToCoTaskMemUTF8(Name);
        (_vfs, _systemOpen, _systemDelete) = VfsCalls.CopyOfSystem(_name, _open, _delete);
        VfsCalls.Register(_vfs);
    }

    /// <summary>The name by which a database is opened on it.</summary>
    public string Name { get; }

    /// <summary>How many requests came.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Says how a request is answered; called before anything is done, on the thread of the caller.</summary>
    public Func<DiskOperation, DiskFault>? OnOperation { get; set; }

    /// <summary>What a callback threw: the fault of a test.</summary>
    public Exception? Broken { get; private set; }

    public void Dispose()
    {
        VfsCalls.Unregister(_vfs);
        foreach (var table in _tables.Values) Marshal.FreeHGlobal(table);
        Marshal.FreeHGlobal(_vfs);
        Marshal.FreeCoTaskMem(_name);
    }

    private int OnOpen(nint vfs, nint name, nint file, int flags, nint outFlags)
    {
        var code = _systemOpen(vfs, name, file, flags, outFlags);
        var methods = Marshal.ReadIntPtr(file);
        if (code != Ok || methods == 0) return code;
        lock (_lock)
        {
            if (!_tables.TryGetValue(methods, out var table))
            {
                (table, _methods[methods]) = VfsCalls.CopyOfFile(methods, _close, _read, _write, _truncate, _sync);
                _tables[methods] = table;
            }

            _files[file] = (Path.GetFileName(Marshal.PtrToStringUTF8(name) ?? ""), _methods[methods]);
            Marshal.WriteIntPtr(file, table);
        }

        return code;
    }

    private int OnClose(nint file)
    {
        VfsCalls.FileMethods methods;
        lock (_lock)
        {
            methods = _files[file].Methods;
            _files.Remove(file);
        }

        return methods.Close(file);
    }

    private int OnDelete(nint vfs, nint name, int syncDirectory)
    {
        var fault = Ask(DiskAction.Delete, Path.GetFileName(Marshal.PtrToStringUTF8(name) ?? ""), 0, []);
        return fault == DiskFault.None ? _systemDelete(vfs, name, syncDirectory) : Code(fault, 10);
    }

    private int OnRead(nint file, nint bytes, int count, long offset)
    {
        var (name, methods) = Of(file);
        var fault = Ask(DiskAction.Read, name, offset, []);
        return fault == DiskFault.None ? methods.Read(file, bytes, count, offset) : Code(fault, 1);
    }

    private int OnWrite(nint file, nint bytes, int count, long offset)
    {
        var (name, methods) = Of(file);
        var copy = new byte[count];
        Marshal.Copy(bytes, copy, 0, count);
        var fault = Ask(DiskAction.Write, name, offset, copy);
        if (fault == DiskFault.None) return methods.Write(file, bytes, count, offset);
        if (fault == DiskFault.Short) methods.Write(file, bytes, count / 2, offset);
        return Code(fault, 3);
    }

    private int OnTruncate(nint file, long length)
    {
        var (name, methods) = Of(file);
        var fault = Ask(DiskAction.Truncate, name, length, []);
        return fault == DiskFault.None ? methods.Truncate(file, length) : Code(fault, 6);
    }

    private int OnSync(nint file, int flags)
    {
        var (name, methods) = Of(file);
        var fault = Ask(DiskAction.Sync, name, 0, []);
        return fault == DiskFault.None ? methods.Sync(file, flags) : Code(fault, 4);
    }

    private (string Name, VfsCalls.FileMethods Methods) Of(nint file)
    {
        lock (_lock) return _files[file];
    }

    private DiskFault Ask(DiskAction action, string file, long offset, byte[] bytes)
    {
        var number = Interlocked.Increment(ref _count);
        try
        {
            return OnOperation?.Invoke(new DiskOperation(number, action, file, offset, bytes)) ?? DiskFault.None;
        }
        catch (Exception fault)
        {
            // It must not go through SQLite's frames.
            Broken ??= fault;
            return DiskFault.IoError;
        }
    }

    /// <summary>SQLite's code: FULL, or an I/O error of a kind.</summary>
    private static int Code(DiskFault fault, int kind) => fault == DiskFault.IoError ? 10 | (kind << 8) : Full;
}
