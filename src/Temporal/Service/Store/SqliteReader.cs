using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Store;

/// <summary>Reads on a connection of its own, one reader at a time. Never writes and never checkpoints.</summary>
internal sealed class SqliteReader : IDisposable
{
    private const string RunColumns = "select number,namespace,workflow_id,run_id,request_id,status from runs ";
    private readonly Lock _lock = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _last;
    private readonly SqliteStatement _unsettled;
    private readonly SqliteStatement _newest;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _firstBatch;
    private readonly SqliteStatement _batches;
    private readonly SqliteStatement _facts;
    private readonly SqliteStatement _closed;
    private readonly SqliteStatement _expired;
    private readonly SqliteStatement _namespaces;
    private readonly SqliteStatement _schedules;
    private readonly SqliteStatement _documents;

    public SqliteReader(SqliteDatabase database)
    {
        _database = database;
        database.Execute(
            "pragma query_only=1; pragma wal_autocheckpoint=0; pragma mmap_size=0");
        _last = database.Prepare("select coalesce(max(number),0) from runs");
        _unsettled = database.Prepare(RunColumns + "where settled=0 order by number");
        _newest = database.Prepare(RunColumns + "where namespace=? and workflow_id=? order by number desc limit 1");
        _find = database.Prepare(RunColumns + "where namespace=? and workflow_id=? and run_id=?");
        _firstBatch = database.Prepare("select coalesce(max(id),0) from batches where run=? and first<=?");
        _batches = database.Prepare("select bytes from batches where run=? and id>=? order by id");
        _facts = database.Prepare("select key,bytes from facts where run=?");
        _closed = database.Prepare(
            "select number,closed_at,info from runs where namespace=? and closed_at is not null");
        _expired = database.Prepare(
            RunColumns + "where namespace=? and closed_at is not null and closed_at<? order by closed_at");
        _namespaces = database.Prepare("select name,info from namespaces");
        _schedules = database.Prepare("select namespace,id,state from schedules");
        _documents = database.Prepare("select namespace,id,body from documents where kind=?");
    }

    public long LastRunNumber() => Read(_last, row => row.Number(0))[0];

    public IReadOnlyList<RunRow> UnsettledRuns() => Read(_unsettled, ToRun);

    public RunRow? NewestRun(string @namespace, string workflowId)
    {
        lock (_lock) return Read(_newest.Bind(1, @namespace).Bind(2, workflowId), ToRun).FirstOrDefault();
    }

    public RunRow? FindRun(string @namespace, string workflowId, string runId)
    {
        lock (_lock)
            return Read(_find.Bind(1, @namespace).Bind(2, workflowId).Bind(3, runId), ToRun).FirstOrDefault();
    }

    public IReadOnlyList<HistoryEvent> Events(long run, long fromEventId, int count)
    {
        var events = new List<HistoryEvent>();
        lock (_lock)
        {
            var first = Read(_firstBatch.Bind(1, run).Bind(2, fromEventId), row => row.Number(0))[0];
            _batches.Bind(1, run).Bind(2, first);
            try
            {
                while (events.Count < count && _batches.Read())
                {
                    foreach (var one in EventBatch.Read(_batches.Bytes(0)))
                    {
                        if (one.EventId >= fromEventId) events.Add(one);
                    }
                }
            }
            finally
            {
                _batches.Reset();
            }
        }

        return events;
    }

    public IReadOnlyList<StoredFact> Facts(long run)
    {
        lock (_lock) return Read(
            _facts.Bind(1, run), row => new StoredFact(row.Text(0), UnsafeByteOperations.UnsafeWrap(row.Bytes(1))));
    }

    public IReadOnlyList<ClosedRow> ClosedRuns(string @namespace)
    {
        lock (_lock)
        {
            return Read(_closed.Bind(1, @namespace), row => new ClosedRow(
                row.Number(0), new DateTimeOffset(row.Number(1), TimeSpan.Zero), row.Bytes(2)));
        }
    }

    public IReadOnlyList<RunRow> ClosedBefore(string @namespace, DateTimeOffset time)
    {
        lock (_lock) return Read(_expired.Bind(1, @namespace).Bind(2, time.UtcTicks), ToRun);
    }

    public IReadOnlyList<(string Name, byte[] Info)> Namespaces() =>
        Read(_namespaces, row => (row.Text(0), row.Bytes(1)));

    public IReadOnlyList<(string Namespace, string Id, byte[] Body)> Documents(string kind)
    {
        lock (_lock) return Read(_documents.Bind(1, kind), row => (row.Text(0), row.Text(1), row.Bytes(2)));
    }

    public IReadOnlyList<(string Namespace, string Id, byte[] State)> Schedules() =>
        Read(_schedules, row => (row.Text(0), row.Text(1), row.Bytes(2)));

    public void Dispose()
    {
        lock (_lock) _database.Dispose(); // a read that runs must end first
    }

    private static RunRow ToRun(SqliteStatement row) => new(
        row.Number(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), (int)row.Number(5));

    // The lock is re-entrant: callers that bind parameters hold it already.
    private List<T> Read<T>(SqliteStatement statement, Func<SqliteStatement, T> toValue)
    {
        lock (_lock)
        {
            var rows = new List<T>();
            try
            {
                while (statement.Read()) rows.Add(toValue(statement));
                return rows;
            }
            finally
            {
                statement.Reset();
            }
        }
    }
}
