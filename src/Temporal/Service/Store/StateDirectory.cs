using System.Text.Json;

namespace Temporalio.Service.Store;

/// <summary>A directory that one service owns at a time, by a lock that the system takes back when the process
/// dies.</summary>
internal sealed class StateDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _lock;

    private StateDirectory(string path, FileStream @lock) => (Path, _lock) = (path, @lock);

    /// <summary>The directory, absolute.</summary>
    public string Path { get; }

    /// <summary>The database file in it.</summary>
    public string Database => System.IO.Path.Combine(Path, "temporal.db");

    /// <summary>Takes the directory, and makes it when there is none.</summary>
    /// <exception cref="StateDirectoryInUseException">Another service holds it.</exception>
    public static StateDirectory Take(string path, DateTimeOffset now)
    {
        path = System.IO.Path.GetFullPath(path);
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerOnly | UnixFileMode.UserExecute);
        var directory = new StateDirectory(path, TakeLock(path));
        directory.Name(new StateHolder(Environment.ProcessId, now, null));
        return directory;
    }

    /// <summary>Writes who holds the directory, for those who find it taken.</summary>
    public void Name(StateHolder holder)
    {
        var file = HolderFile(Path);
        var fresh = file + ".new";
        using (var stream = new FileStream(fresh, PrivateFile(FileMode.Create, FileShare.None)))
            holder.WriteTo(stream);
        File.Move(fresh, file, overwrite: true);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(HolderFile(Path));
        _lock.Dispose();
    }

    private static FileStream TakeLock(string path)
    {
        try
        {
            return new FileStream(
                System.IO.Path.Combine(path, "lock"), PrivateFile(FileMode.OpenOrCreate, FileShare.None));
        }
        catch (IOException taken) when (IsHeld(taken))
        {
            throw new StateDirectoryInUseException(path, ReadHolder(path), taken);
        }
    }

    // Anything else, a full disk or one that is read-only, says what it is.
    private static bool IsHeld(IOException fault) => OperatingSystem.IsWindows()
        ? (fault.HResult & 0xFFFF) is 32 or 33 // ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION
        : fault.HResult is 11 or 35; // EWOULDBLOCK: of Linux, of macOS

    private static FileStreamOptions PrivateFile(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share,
            BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        return options;
    }

    private static StateHolder? ReadHolder(string path)
    {
        try
        {
            return StateHolder.Read(File.ReadAllBytes(HolderFile(path)));
        }
        catch (Exception unreadable) when (unreadable is IOException or JsonException or InvalidOperationException)
        {
            return null; // the holder starts or stops right now: its name is not known, that it holds the lock is
        }
    }

    private static string HolderFile(string path) => System.IO.Path.Combine(path, "holder.json");
}
