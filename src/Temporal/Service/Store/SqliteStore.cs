using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Store;

/// <summary>
/// Runs in one SQLite file: write-ahead log, <c>synchronous=FULL</c>. One connection writes and checkpoints, another
/// only
/// reads (SQLite before 3.51.3 may lose a log reset when several connections write).
/// </summary>
internal sealed class SqliteStore : IStore
{
    private const int CheckpointPagesWhenIdle = 1_000; // 4 MiB of log
    private const int CheckpointPagesAlways = 8_000; // 32 MiB of log
    private static readonly Version OldestSqlite = new(3, 35, 0);
    private readonly SqliteDatabase _database;
    private readonly SqliteWriter _writer;
    private readonly SqliteReader _reader;
    private readonly Action<CrashPoint>? _onPoint;
    private int _pagesInLog;

    private SqliteStore(SqliteDatabase database, SqliteReader reader, Action<CrashPoint>? onPoint)
    {
        (_database, _reader, _onPoint) = (database, reader, onPoint);
        _writer = new SqliteWriter(database);
    }

    /// <summary>Opens the database of a state directory, and makes it when there is none.</summary>
    /// <param name="vfs">The name of the layer below SQLite; null for the operating system's own.</param>
    /// <exception cref="StoreException">The file is no database, is of a newer format, or SQLite is too
    /// old.</exception>
    public static SqliteStore Open(string path, Action<CrashPoint>? onPoint = null, string? vfs = null)
    {
        MakePrivateFile(path);
        var database = SqliteDatabase.Open(path, vfs);
        SqliteDatabase? reading = null;
        try
        {
            var version = database.Scalar("select sqlite_version()") ?? "0.0";
            if (Version.Parse(version) < OldestSqlite)
                throw new StoreException($"SQLite {version} is too old; {OldestSqlite} or later is needed.", 0);
            database.Execute("""
                pragma journal_mode=wal; pragma synchronous=full; pragma mmap_size=0; pragma wal_autocheckpoint=0;
                pragma locking_mode=normal; pragma temp_store=memory; pragma cache_size=-16384;
                """);
            SqliteSchema.Apply(database);
            reading = SqliteDatabase.Open(path, vfs);
            return new SqliteStore(database, new SqliteReader(reading), onPoint);
        }
        catch
        {
            reading?.Dispose();
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<StoreWrite> writes)
    {
        _writer.Begin();
        _onPoint?.Invoke(CrashPoint.TransactionOpened);
        for (var i = 0; i < writes.Count; i++)
        {
            _writer.Write(writes[i]);
            _onPoint?.Invoke(CrashPoint.RowsWritten);
        }

        _onPoint?.Invoke(CrashPoint.BeforeCommit);
        _writer.Commit();
        _pagesInLog += _database.TakeWrittenPages();
        _onPoint?.Invoke(CrashPoint.AfterCommit);
    }

    /// <inheritdoc/>
    public void Rest(bool idle)
    {
        if (_pagesInLog < (idle ? CheckpointPagesWhenIdle : CheckpointPagesAlways)) return;
        // Passive: it never waits for a reader. What a reader held back is copied by the next one.
        _database.Scalar("pragma wal_checkpoint(passive)");
        _database.TakeWrittenPages();
        _pagesInLog = 0;
        _onPoint?.Invoke(CrashPoint.AfterCheckpoint);
    }

    /// <inheritdoc/>
    public long LastRunNumber() => _reader.LastRunNumber();

    /// <inheritdoc/>
    public IReadOnlyList<RunRow> UnsettledRuns() => _reader.UnsettledRuns();

    /// <inheritdoc/>
    public RunRow? NewestRun(string @namespace, string workflowId) => _reader.NewestRun(@namespace, workflowId);

    /// <inheritdoc/>
    public RunRow? FindRun(string @namespace, string workflowId, string runId) =>
        _reader.FindRun(@namespace, workflowId, runId);

    /// <inheritdoc/>
    public IReadOnlyList<HistoryEvent> Events(long run, long fromEventId, int count = int.MaxValue) =>
        _reader.Events(run, fromEventId, count);

    /// <inheritdoc/>
    public IReadOnlyList<StoredFact> Facts(long run) => _reader.Facts(run);

    /// <inheritdoc/>
    public IReadOnlyList<ClosedRow> ClosedRuns(string @namespace) => _reader.ClosedRuns(@namespace);

    /// <inheritdoc/>
    public IReadOnlyList<RunRow> ClosedBefore(string @namespace, DateTimeOffset time) =>
        _reader.ClosedBefore(@namespace, time);

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, byte[] Info)> Namespaces() => _reader.Namespaces();

    /// <inheritdoc/>
    public IReadOnlyList<(string Namespace, string Id, byte[] Body)> Documents(string kind) => _reader.Documents(kind);

    /// <inheritdoc/>
    public IReadOnlyList<(string Namespace, string Id, byte[] State)> Schedules() => _reader.Schedules();

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose(); // first: the last connection to close checkpoints, and that must be the writer
        _database.Dispose();
    }

    private static void MakePrivateFile(string path)
    {
        // SQLite gives its log and shared-memory file the mode of the database file.
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }
}
