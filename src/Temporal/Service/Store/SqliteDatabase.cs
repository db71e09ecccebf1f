using SQLitePCL;

namespace Temporalio.Service.Store;

/// <summary>One SQLite connection over the native calls: no pool, no boxing, no process-wide state.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private const int CacheWriteCounter = 9; // SQLITE_DBSTATUS_CACHE_WRITE: pages written since the last reset

    // Milliseconds to wait for a lock that another connection holds. Ours hold none for long: one that reads while the
    // other writes the head of the log's index takes the writer's lock for a moment, to see whether the index is whole.
    // So may tools of a user, such as a backup.
    private const int LockPatience = 30_000;
    private readonly sqlite3 _handle;
    private readonly List<SqliteStatement> _statements = [];

    private SqliteDatabase(sqlite3 handle, string path) => (_handle, Path) = (handle, path);

    /// <summary>The file behind the connection.</summary>
    public string Path { get; }

    /// <summary>Opens an existing file.</summary>
    /// <param name="vfs">The name of the layer below SQLite; null for the operating system's own.</param>
    /// <exception cref="StoreException">The file cannot be opened as a database.</exception>
    public static SqliteDatabase Open(string path, string? vfs = null)
    {
        Batteries_V2.Init();
        var flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out var handle, flags, vfs);
        var database = new SqliteDatabase(handle, path);
        if (code == raw.SQLITE_OK) code = raw.sqlite3_busy_timeout(handle, LockPatience);
        if (code == raw.SQLITE_OK) return database;
        using (database) throw database.Fault(code, "open");
    }

    /// <summary>Runs statements that return nothing.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(_handle, sql);
        if (code != raw.SQLITE_OK) throw Fault(code, sql);
    }

    /// <summary>Returns a statement that lives as long as the connection.</summary>
    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v2(_handle, sql, out var handle);
        if (code != raw.SQLITE_OK) throw Fault(code, sql);
        var statement = new SqliteStatement(this, handle, sql);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Returns the first column of the first row as text, or null without a row.</summary>
    public string? Scalar(string sql)
    {
        var code = raw.sqlite3_prepare_v2(_handle, sql, out var handle);
        if (code != raw.SQLITE_OK) throw Fault(code, sql);
        using (handle)
        {
            code = raw.sqlite3_step(handle);
            if (code == raw.SQLITE_ROW) return raw.sqlite3_column_text(handle, 0).utf8_to_string();
            return code == raw.SQLITE_DONE ? null : throw Fault(code, sql);
        }
    }

    /// <summary>Returns how many pages were written since the last call.</summary>
    public int TakeWrittenPages()
    {
        var code = raw.sqlite3_db_status(_handle, CacheWriteCounter, out var current, out _, 1);
        return code == raw.SQLITE_OK ? current : throw Fault(code, "db_status");
    }

    /// <summary>Returns the error of the last call as an exception that names file, code and reason.</summary>
    public StoreException Fault(int code, string doing) => new(
        $"{Path}: SQLite answered {code} ({raw.sqlite3_errmsg(_handle).utf8_to_string()}) on: {doing}", code);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var statement in _statements) statement.Dispose();
        _statements.Clear();
        _handle.Dispose();
    }
}
