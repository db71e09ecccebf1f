namespace Temporalio.Service.Store;

/// <summary>Named places of the commit path at which a process may die; tests stop at each.</summary>
internal enum CrashPoint
{
    /// <summary>Writes were taken from the queue, no transaction is open.</summary>
    BatchTaken,

    /// <summary>A transaction is open and holds no row.</summary>
    TransactionOpened,

    /// <summary>The rows of one write stand in the open transaction.</summary>
    RowsWritten,

    /// <summary>All rows stand in the open transaction.</summary>
    BeforeCommit,

    /// <summary>The transaction is on disk and nobody was told.</summary>
    AfterCommit,

    /// <summary>Everybody was told.</summary>
    CompletionsCalled,

    /// <summary>The log was copied into the database file.</summary>
    AfterCheckpoint,
}
