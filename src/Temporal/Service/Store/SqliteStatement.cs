using SQLitePCL;

namespace Temporalio.Service.Store;

/// <summary>A prepared statement whose parameters are bound by position, from 1.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle, string sql) : IDisposable
{
    /// <summary>Binds a number.</summary>
    public SqliteStatement Bind(int index, long value) => Checked(raw.sqlite3_bind_int64(handle, index, value));

    /// <summary>Binds text.</summary>
    public SqliteStatement Bind(int index, string value) => Checked(raw.sqlite3_bind_text(handle, index, value));

    /// <summary>Binds bytes; empty ones are stored as an empty blob, not as null.</summary>
    public SqliteStatement Bind(int index, ReadOnlySpan<byte> value) => Checked(value.IsEmpty
        ? raw.sqlite3_bind_zeroblob(handle, index, 0)
        : raw.sqlite3_bind_blob(handle, index, value));

    /// <summary>Runs the statement to its end and makes it ready for the next use.</summary>
    public void Run()
    {
        if (Read()) throw new StoreException($"a row came back from: {sql}", raw.SQLITE_MISUSE);
    }

    /// <summary>Steps to the next row; false at the end, after which the statement is ready for the next use.</summary>
    public bool Read()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        var fault = code == raw.SQLITE_DONE ? null : database.Fault(code, sql);
        raw.sqlite3_reset(handle);
        return fault is null ? false : throw fault;
    }

    /// <summary>Leaves the rows that were not read.</summary>
    public void Reset() => raw.sqlite3_reset(handle);

    /// <summary>A number of the current row; columns count from 0.</summary>
    public long Number(int column) => raw.sqlite3_column_int64(handle, column);

    /// <summary>Text of the current row.</summary>
    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string() ?? "";

    /// <summary>A copy of the bytes of the current row.</summary>
    public byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private SqliteStatement Checked(int code) => code == raw.SQLITE_OK ? this : throw database.Fault(code, sql);
}
