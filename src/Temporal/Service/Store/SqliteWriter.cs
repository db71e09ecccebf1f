using System.Buffers;
using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Store;

/// <summary>Turns writes into rows on the writing connection, with statements prepared once.</summary>
internal sealed class SqliteWriter(SqliteDatabase database)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1024);
    private readonly SqliteStatement _begin = database.Prepare("begin immediate");
    private readonly SqliteStatement _commit = database.Prepare("commit");
    private readonly SqliteStatement _run = database.Prepare(
        "insert into runs(number,namespace,workflow_id,run_id,request_id,status) values(?,?,?,?,?,?)");
    private readonly SqliteStatement _batch = database.Prepare("insert into batches(run,first,bytes) values(?,?,?)");
    private readonly SqliteStatement _fact = database.Prepare(
        "insert into facts(run,key,bytes) values(?,?,?) on conflict do update set bytes=excluded.bytes");
    private readonly SqliteStatement _noFact = database.Prepare("delete from facts where run=? and key=?");
    private readonly SqliteStatement _noFacts = database.Prepare("delete from facts where run=?");
    private readonly SqliteStatement _settledFacts = database.Prepare(
        $"delete from facts where run=? and key<>'{FactKey.ResetTo}'");
    private readonly SqliteStatement _end = database.Prepare(
        "update runs set status=?, closed_at=?, info=? where number=?");
    private readonly SqliteStatement _settled = database.Prepare("update runs set settled=1 where number=?");
    private readonly SqliteStatement _noRun = database.Prepare("delete from runs where number=?");
    private readonly SqliteStatement _noBatches = database.Prepare("delete from batches where run=?");
    private readonly SqliteStatement _namespace = database.Prepare(
        "insert into namespaces(name,info) values(?,?) on conflict do update set info=excluded.info");
    private readonly SqliteStatement _schedule = database.Prepare(
        "insert into schedules(namespace,id,state) values(?,?,?) on conflict do update set state=excluded.state");
    private readonly SqliteStatement _noSchedule = database.Prepare("delete from schedules where namespace=? and id=?");
    private readonly SqliteStatement _document = database.Prepare(
        "insert into documents(namespace,kind,id,body) values(?,?,?,?) on conflict do update set body=excluded.body");
    private readonly SqliteStatement _noDocument = database.Prepare(
        "delete from documents where namespace=? and kind=? and id=?");
    private readonly SqliteStatement[] _noNamespace =
    [
        .. new[]
        {
            "delete from batches where run in (select number from runs where namespace=?)",
            "delete from facts where run in (select number from runs where namespace=?)",
            "delete from runs where namespace=?", "delete from schedules where namespace=?",
            "delete from documents where namespace=?", "delete from namespaces where name=?",
        }.Select(database.Prepare),
    ];


    /// <summary>Opens the transaction.</summary>
    public void Begin() => _begin.Run();

    /// <summary>Returns when the transaction would survive a power cut.</summary>
    public void Commit() => _commit.Run();

    /// <summary>Puts the rows of one write into the open transaction.</summary>
    public void Write(StoreWrite write)
    {
        if (write.Created is { } run) InsertRun(run);
        if (write.Events.Count > 0) InsertBatch(write.Run, write.Events);
        for (var i = 0; i < write.Facts.Count; i++) WriteFact(write.Run, write.Facts[i]);
        if (write.Ended is { } end) EndRun(write.Run, end);
        if (write.Settled) Settle(write.Run);
        if (write.Deleted) DeleteRun(write.Run);
        if (write.Namespace is { } put) _namespace.Bind(1, put.Name).Bind(2, put.Info).Run();
        if (write.DeletedNamespace is { } name) foreach (var rows in _noNamespace) rows.Bind(1, name).Run();
        if (write.Schedule is var (space, id, state)) WriteSchedule(space, id, state);
        if (write.Document is var (of, kind, key, body)) WriteDocument(of, kind, key, body);
    }

    private void WriteDocument(string space, string kind, string id, byte[]? body)
    {
        if (body is null) _noDocument.Bind(1, space).Bind(2, kind).Bind(3, id).Run();
        else _document.Bind(1, space).Bind(2, kind).Bind(3, id).Bind(4, body).Run();
    }

    private void WriteSchedule(string space, string id, byte[]? state)
    {
        if (state is null) _noSchedule.Bind(1, space).Bind(2, id).Run();
        else _schedule.Bind(1, space).Bind(2, id).Bind(3, state).Run();
    }

    private void InsertRun(RunRow run) => _run
        .Bind(1, run.Number).Bind(2, run.Namespace).Bind(3, run.WorkflowId).Bind(4, run.RunId).Bind(5, run.RequestId)
        .Bind(6, run.Status).Run();

    private void InsertBatch(long run, IReadOnlyList<HistoryEvent> events)
    {
        _buffer.ResetWrittenCount();
        EventBatch.Write(_buffer, events);
        _batch.Bind(1, run).Bind(2, events[0].EventId).Bind(3, _buffer.WrittenSpan).Run();
    }

    private void WriteFact(long run, Fact fact)
    {
        if (fact.Encode() is { } bytes) _fact.Bind(1, run).Bind(2, fact.Key).Bind(3, bytes.Span).Run();
        else _noFact.Bind(1, run).Bind(2, fact.Key).Run();
    }

    private void EndRun(long run, RunEnd end)
    {
        _buffer.ResetWrittenCount();
        end.Info.WriteTo(_buffer);
        _end.Bind(1, end.Status).Bind(2, end.ClosedAt.UtcTicks).Bind(3, _buffer.WrittenSpan).Bind(4, run).Run();
    }

    private void Settle(long run)
    {
        _settled.Bind(1, run).Run();
        _settledFacts.Bind(1, run).Run();
    }

    private void DeleteRun(long run)
    {
        _noBatches.Bind(1, run).Run();
        _noFacts.Bind(1, run).Run();
        _noRun.Bind(1, run).Run();
    }
}
