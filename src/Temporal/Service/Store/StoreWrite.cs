namespace Temporalio.Service.Store;

/// <summary>A run as the store keeps it. Numbers grow in the order of creation within one state directory.</summary>
internal sealed record RunRow(
    long Number, string Namespace, string WorkflowId, string RunId, string RequestId, int Status);

/// <summary>How a run ended: its status, when, and what lists show of it.</summary>
internal sealed record RunEnd(int Status, DateTimeOffset ClosedAt, ReadOnlyMemory<byte> Info);

/// <summary>A fact beside history (an activity's attempt, heartbeat details). Later ones of a key replace earlier ones.</summary>
/// <param name="Key">Unique within the run.</param>
/// <param name="Bytes">What is known; null removes the fact.</param>
internal sealed record FactRow(string Key, ReadOnlyMemory<byte>? Bytes);

/// <summary>A closed run as lists see it.</summary>
internal sealed record ClosedRow(long Number, DateTimeOffset ClosedAt, byte[] Info);

/// <summary>Everything that one transition changes: all of it reaches the disk, or none.</summary>
internal sealed class StoreWrite
{
    /// <summary>The run the rows belong to; 0 for rows of a namespace.</summary>
    public long Run { get; init; }

    /// <summary>Set when the write creates the run.</summary>
    public RunRow? Created { get; init; }

    /// <summary>Id of the first event in <see cref="Batch"/>.</summary>
    public long FirstEventId { get; init; }

    /// <summary>The events of the transition as one serialized <c>History</c>; empty when it made none.</summary>
    public ReadOnlyMemory<byte> Batch { get; init; }

    /// <summary>Facts to put or remove.</summary>
    public IReadOnlyList<FactRow> Facts { get; init; } = [];

    /// <summary>Set when the transition closed the run; its facts are dropped with it.</summary>
    public RunEnd? Ended { get; init; }

    /// <summary>Removes the run with all its rows.</summary>
    public bool Deleted { get; init; }

    /// <summary>A namespace to put: name and serialized description.</summary>
    public (string Name, byte[] Info)? Namespace { get; init; }

    /// <summary>A namespace to remove.</summary>
    public string? DeletedNamespace { get; init; }

    /// <summary>
    /// Called once, on the writer's thread, when the rows are on disk (null) or never will be (the reason).
    /// It must be quick and must not throw.
    /// </summary>
    public Action<Exception?>? Completed { get; init; }
}
