using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Pipelines.Activities.State;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Models;

/// <summary>The model registry in one SQLite file that several processes may open.</summary>
/// <remarks>
/// Every call opens the file, works in one short transaction and closes it, so nothing is held between calls and the
/// rollback
/// journal (not WAL) keeps any mix of processes safe. Schema version: <c>PRAGMA user_version</c>.
/// </remarks>
public sealed class SqliteModelRegistry : IModelRegistry
{
    private const int SchemaVersion = 1;
    private const int Corrupt = 11; // SQLITE_CORRUPT
    private const int NotADatabase = 26; // SQLITE_NOTADB

    private const string Schema = """
        CREATE TABLE versions (
            model_group TEXT NOT NULL,
            version INTEGER NOT NULL,
            model_digest TEXT NOT NULL,
            model_kind TEXT NOT NULL,
            model_name TEXT NOT NULL,
            model_size INTEGER NOT NULL,
            metrics TEXT NOT NULL,
            context TEXT NOT NULL,
            namespace TEXT NOT NULL,
            execution_id TEXT NOT NULL,
            step TEXT NOT NULL,
            approval TEXT NOT NULL,
            decided_by TEXT,
            decided_at TEXT,
            decision_note TEXT,
            note TEXT,
            created TEXT NOT NULL,
            PRIMARY KEY (model_group, version),
            UNIQUE (namespace, execution_id, step)
        ) WITHOUT ROWID;
        """;

    private const string Columns =
        "model_group, version, model_digest, model_kind, model_name, model_size, metrics, context, step, approval, "
        + "decided_by, decided_at, decision_note, note, created";

    private readonly string _file;
    private readonly TimeProvider _time;

    /// <summary>A registry in <paramref name="file"/>, made on first use.</summary>
    /// <param name="file">Its database, as in <see cref="StateLayout.RegistryDatabase"/>.</param>
    /// <param name="time">Clock for the moments it stores.</param>
    public SqliteModelRegistry(string file, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentNullException.ThrowIfNull(time);
        _file = Path.GetFullPath(file);
        _time = time;
        SQLitePCL.Batteries_V2.Init();
    }

    /// <inheritdoc/>
    public Task<ModelVersion> RegisterAsync(RegisterRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!ModelName.IsValid(request.Group))
            throw new ModelRegistryException($"'{request.Group}' cannot be a model group's name; it takes 1 to 64 "
                + "letters, digits, '-', '_' and '.', the first a letter or digit");
        var approval = ModelApprovals.Parse(request.Approval);
        return WithTransaction(connection =>
        {
            if (FindByStep(connection, request) is { } earlier) return earlier;

            using var number = Command(
                connection, "SELECT COALESCE(MAX(version), 0) + 1 FROM versions WHERE model_group = $group",
                ("$group", request.Group));
            var version = Convert.ToInt32(number.ExecuteScalar(), CultureInfo.InvariantCulture);
            var now = Moment(_time.GetUtcNow());
            var decided = approval != ModelApproval.Pending;
            using var insert = Command(
                connection,
                """
                INSERT INTO versions (model_group, version, model_digest, model_kind, model_name, model_size, metrics, context, namespace, execution_id, step,
                    approval, decided_by, decided_at, decision_note, note, created)
                VALUES ($group, $version, $digest, $kind, $name, $size, $metrics, $context, $namespace, $execution, $step,
                    $approval, $by, $at, NULL, $note, $created)
                """,
                ("$group", request.Group),
                ("$version", version),
                ("$digest", request.Model.Digest),
                ("$kind", JsonSerializer.Serialize(request.Model.Kind, PipelineJson.Options).Trim('"')),
                ("$name", request.Model.Name),
                ("$size", request.Model.Size),
                ("$metrics", JsonSerializer.Serialize(request.Metrics, PipelineJson.Options)),
                ("$context", JsonSerializer.Serialize(request.Context, PipelineJson.Options)),
                ("$namespace", request.Context.Namespace),
                ("$execution", request.Context.ExecutionId),
                ("$step", request.Step),
                ("$approval", ModelApprovals.Word(approval)),
                ("$by", decided ? $"pipeline {request.Context.Pipeline}" : null),
                ("$at", decided ? now : null),
                ("$note", request.Note),
                ("$created", now));
            insert.ExecuteNonQuery();
            return Find(connection, request.Group, version)!;
        });
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ModelGroup>> ListGroupsAsync(CancellationToken cancel) =>
        Read<IReadOnlyList<ModelGroup>>([], connection =>
    {
        using var query = Command(
            connection,
            """
            SELECT model_group, COUNT(*), MAX(version), MAX(CASE WHEN approval = 'approved' THEN version END), MIN(created)
            FROM versions GROUP BY model_group ORDER BY model_group
            """);
        using var rows = query.ExecuteReader();
        var groups = new List<ModelGroup>();
        while (rows.Read())
            groups.Add(
                new ModelGroup(rows.GetString(0), rows.GetInt32(1), rows.GetInt32(2), rows.IsDBNull(3) ? null
                : rows.GetInt32(3), Moment(rows.GetString(4))));
        return groups;
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string group, CancellationToken cancel) =>
        Read<IReadOnlyList<ModelVersion>>([], connection =>
    {
        using var query = Command(connection,
            $"SELECT {Columns} FROM versions WHERE model_group = $group ORDER BY version DESC", ("$group", group));
        return ReadAll(query);
    });

    /// <inheritdoc/>
    public Task<ModelVersion?> FindAsync(string group, int version, CancellationToken cancel) =>
        Read(null, connection => Find(connection, group, version));

    /// <inheritdoc/>
    public Task<ModelVersion> DecideAsync(
        string group, int version, ModelApproval approval, string by, string? note, CancellationToken cancel)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        return WithTransaction(connection =>
        {
            var decided = approval != ModelApproval.Pending;
            using var update = Command(
                connection,
                "UPDATE versions SET approval = $approval, decided_by = $by, decided_at = $at, decision_note = $note "
                + "WHERE model_group = $group AND version = $version",
                ("$approval", ModelApprovals.Word(approval)),
                ("$by", decided ? by : null),
                ("$at", decided ? Moment(_time.GetUtcNow()) : null),
                ("$note", decided ? note : null),
                ("$group", group),
                ("$version", version));
            return update.ExecuteNonQuery() == 1
                ? Find(connection, group, version)!
                : throw new ModelRegistryException(
                    $"model group '{group}' has no version {version}; 'pipelines models list' shows what there is");
        });
    }

    private static ModelVersion? FindByStep(SqliteConnection connection, RegisterRequest request)
    {
        using var query = Command(
            connection,
            $"SELECT {Columns} FROM versions WHERE namespace = $namespace AND execution_id = $execution AND step = "
            + "$step",
            ("$namespace", request.Context.Namespace),
            ("$execution", request.Context.ExecutionId),
            ("$step", request.Step));
        return ReadAll(query).FirstOrDefault();
    }

    private static ModelVersion? Find(SqliteConnection connection, string group, int version)
    {
        using var query = Command(
            connection, $"SELECT {Columns} FROM versions WHERE model_group = $group AND version = $version",
            ("$group", group), ("$version", version));
        return ReadAll(query).FirstOrDefault();
    }

    private static List<ModelVersion> ReadAll(SqliteCommand query)
    {
        using var rows = query.ExecuteReader();
        var versions = new List<ModelVersion>();
        while (rows.Read())
        {
            versions.Add(new ModelVersion
            {
                Group = rows.GetString(0),
                Version = rows.GetInt32(1),
                Model = new ArtifactReference(
                    rows.GetString(2), JsonSerializer.Deserialize<ArtifactKind>(
                        $"\"{rows.GetString(3)}\"", PipelineJson.Options), rows.GetString(4), rows.GetInt64(5)),
                Metrics = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(
                    rows.GetString(6), PipelineJson.Options)!,
                Context = JsonSerializer.Deserialize<PipelineContext>(rows.GetString(7), PipelineJson.Options)!,
                Step = rows.GetString(8),
                Approval = ModelApprovals.Parse(rows.GetString(9)),
                Decision = rows.IsDBNull(10) ? null : new ModelDecision(
                    rows.GetString(10), Moment(rows.GetString(11)), rows.IsDBNull(12) ? null : rows.GetString(12)),
                Note = rows.IsDBNull(13) ? null : rows.GetString(13),
                Created = Moment(rows.GetString(14)),
            });
        }

        return versions;
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Moment(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Reads in a snapshot; a registry that was never written to answers with <paramref name="nothing"/> and
    /// is not made.</summary>
    private Task<T> Read<T>(T nothing, Func<SqliteConnection, T> work) =>
        Task.FromResult(File.Exists(_file) ? InTransaction(work, write: false) : nothing);

    private Task<T> WithTransaction<T>(Func<SqliteConnection, T> work) =>
        Task.FromResult(InTransaction(work, write: true));

    private T InTransaction<T>(Func<SqliteConnection, T> work, bool write)
    {
        using var connection = Open();
        // The write lock is taken at the start: two readers that both want to write would otherwise block each other.
        using var transaction = connection.BeginTransaction(deferred: !write);
        var result = work(connection);
        transaction.Commit();
        return result;
    }

    private SqliteConnection Open()
    {
        if (!File.Exists(_file))
        {
            StateLayout.CreateFolder(Path.GetDirectoryName(_file)!);
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.Write, Share = FileShare.ReadWrite };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = StateLayout.FileMode;
            new FileStream(_file, options).Dispose();
        }

        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _file, Pooling = false, DefaultTimeout = 30 }.ToString());
        try
        {
            connection.Open();
            using (var settings = Command(connection, "PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; "
                + "PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;"))
                settings.ExecuteNonQuery();
            Migrate(connection);
            return connection;
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is Corrupt or NotADatabase)
        {
            connection.Dispose();
            throw new ModelRegistryException(
                $"model registry '{_file}' is damaged ({damaged.Message}); put a copy back, or move the file away to "
                + "begin a new registry",
                damaged);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Migrate(SqliteConnection connection)
    {
        if (VersionOf(connection) == SchemaVersion) return;
        using var transaction = connection.BeginTransaction(deferred: false);
        var found = VersionOf(connection); // another process may have made the tables meanwhile
        if (found > SchemaVersion)
            throw new ModelRegistryException($"model registry '{_file}' has schema version {found}, this program "
                + $"knows {SchemaVersion}; a newer program wrote it: use that one");
        if (found < SchemaVersion)
        {
            using var schema = Command(connection, $"{Schema} PRAGMA user_version = {SchemaVersion};");
            schema.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static int VersionOf(SqliteConnection connection)
    {
        using var query = Command(connection, "PRAGMA user_version");
        return Convert.ToInt32(query.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static SqliteCommand Command(
        SqliteConnection connection, string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // every text is a literal of this file; values are parameters
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
