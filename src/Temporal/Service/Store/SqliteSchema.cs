namespace Temporalio.Service.Store;

/// <summary>The tables, and the number of their layout in <c>user_version</c>.</summary>
/// <remarks>
/// Batches are rows in order of arrival: a commit of many runs touches the last pages of one table, not a page per
/// run. The
/// index holds only run numbers; the row id behind them gives the order of events.
/// </remarks>
internal static class SqliteSchema
{
    /// <summary>The layout this program writes.</summary>
    public const int Version = 3;

    private const string Tables = """
        begin;
        create table namespaces(name text primary key, info blob not null) without rowid;
        create table runs(
            number integer primary key, namespace text not null, workflow_id text not null, run_id text not null,
            request_id text not null, status integer not null, settled integer not null default 0,
            closed_at integer, info blob);
        create index runs_by_workflow on runs(namespace, workflow_id, number);
        create index runs_unsettled on runs(number) where settled=0;
        create index runs_closed on runs(namespace, closed_at) where closed_at is not null;
        create table batches(id integer primary key, run integer not null, first integer not null, bytes blob not null);
        create index batches_by_run on batches(run);
        create table facts(run integer not null, key text not null, bytes blob not null, primary key(run, key))
            without rowid;
        create table schedules(namespace text not null, id text not null, state blob not null,
            primary key(namespace, id)) without rowid;
        create table documents(namespace text not null, kind text not null, id text not null, body blob not null,
            primary key(namespace, kind, id)) without rowid;
        pragma user_version=3;
        commit;
        """;

    private const string FromVersion1 = """
        begin;
        create table schedules(namespace text not null, id text not null, state blob not null,
            primary key(namespace, id)) without rowid;
        create table documents(namespace text not null, kind text not null, id text not null, body blob not null,
            primary key(namespace, kind, id)) without rowid;
        pragma user_version=3;
        commit;
        """;

    private const string FromVersion2 = """
        begin;
        create table documents(namespace text not null, kind text not null, id text not null, body blob not null,
            primary key(namespace, kind, id)) without rowid;
        pragma user_version=3;
        commit;
        """;

    /// <summary>Makes the tables in a new file, brings an older file up to date, and refuses a newer
    /// one.</summary>
    public static void Apply(SqliteDatabase database)
    {
        var version = int.Parse(database.Scalar("pragma user_version") ?? "0");
        if (version == Version) return;
        if (version is not (0 or 1 or 2))
        {
            throw new StoreException(
                $"{database.Path} has layout {version}; this program writes {Version}. Use the program that wrote it.", 0);
        }

        database.Execute(version switch
        {
            0 => Tables,
            1 => FromVersion1,
            _ => FromVersion2,
        });
    }
}
