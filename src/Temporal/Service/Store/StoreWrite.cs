using Temporalio.Api.History.V1;
using Temporalio.Api.Workflow.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Store;

/// <summary>A run as the store keeps it. Numbers grow in the order of creation within one state directory.</summary>
internal sealed record RunRow(
    long Number, string Namespace, string WorkflowId, string RunId, string RequestId, int Status);

/// <summary>How a run ended: its status, when, and what lists show of it.</summary>
internal sealed record RunEnd(int Status, DateTimeOffset ClosedAt, WorkflowExecutionInfo Info);

/// <summary>A closed run as lists see it.</summary>
internal sealed record ClosedRow(long Number, DateTimeOffset ClosedAt, byte[] Info);

/// <summary>Everything that one transition changes: all of it reaches the disk, or none.</summary>
internal abstract class StoreWrite
{
    /// <summary>The run the rows belong to; 0 for rows of a namespace.</summary>
    public long Run { get; init; }

    /// <summary>Set when the write creates the run.</summary>
    public RunRow? Created { get; init; }

    /// <summary>New events in order; they become one row.</summary>
    public IReadOnlyList<HistoryEvent> Events { get; init; } = [];

    /// <summary>Facts to put or remove.</summary>
    public IReadOnlyList<Fact> Facts { get; init; } = [];

    /// <summary>Set when the transition closed the run.</summary>
    public RunEnd? Ended { get; init; }

    /// <summary>The run is closed and nothing is left to do for it: its facts go, and a start of the service skips
    /// it.</summary>
    public bool Settled { get; init; }

    /// <summary>Removes the run with all its rows.</summary>
    public bool Deleted { get; init; }

    /// <summary>A namespace to put: name and serialized description.</summary>
    public (string Name, byte[] Info)? Namespace { get; init; }

    /// <summary>A namespace to remove, with all rows of it.</summary>
    public string? DeletedNamespace { get; init; }

    /// <summary>A schedule to put, or with null to remove: namespace, id, serialized state.</summary>
    public (string Namespace, string Id, byte[]? State)? Schedule { get; init; }

    /// <summary>A document to put, or with null to remove: namespace, kind, id, serialized body.</summary>
    public (string Namespace, string Kind, string Id, byte[]? Body)? Document { get; init; }

    /// <summary>Called once, on the writer's thread. It must be quick and must not throw.</summary>
    /// <param name="failure">Null when the rows are on disk; else why they never will be.</param>
    public abstract void Complete(Exception? failure);
}
