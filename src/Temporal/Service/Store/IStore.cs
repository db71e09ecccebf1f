using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Store;

/// <summary>Where runs are kept. Reads see what <see cref="Commit"/> finished; callers know what is still
/// queued.</summary>
internal interface IStore : IDisposable
{
    /// <summary>Makes all writes durable, in order, as one. Called by one thread only.</summary>
    /// <exception cref="StoreException">Nothing was written; the store must not be used any more.</exception>
    void Commit(IReadOnlyList<StoreWrite> writes);

    /// <summary>Lets the store tidy up between commits. Called by the committing thread.</summary>
    /// <param name="idle">Whether no write waits.</param>
    void Rest(bool idle);

    /// <summary>The highest run number in use; 0 for an empty store.</summary>
    long LastRunNumber();

    /// <summary>All runs that are not settled, oldest first.</summary>
    IReadOnlyList<RunRow> UnsettledRuns();

    /// <summary>The newest run of a workflow id, or null.</summary>
    RunRow? NewestRun(string @namespace, string workflowId);

    /// <summary>A run of a workflow id by its run id, or null.</summary>
    RunRow? FindRun(string @namespace, string workflowId, string runId);

    /// <summary>Events of a run in order, from an id on, at least <paramref name="count"/> of them when there are as
    /// many.</summary>
    IReadOnlyList<HistoryEvent> Events(long run, long fromEventId, int count = int.MaxValue);

    /// <summary>Facts of a run that is not settled.</summary>
    IReadOnlyList<StoredFact> Facts(long run);

    /// <summary>All closed runs of a namespace, in no order.</summary>
    IReadOnlyList<ClosedRow> ClosedRuns(string @namespace);

    /// <summary>Closed runs of a namespace that ended before a time.</summary>
    IReadOnlyList<RunRow> ClosedBefore(string @namespace, DateTimeOffset time);

    /// <summary>All namespaces: name and serialized description.</summary>
    IReadOnlyList<(string Name, byte[] Info)> Namespaces();

    /// <summary>All documents of a kind: namespace, id, serialized body.</summary>
    IReadOnlyList<(string Namespace, string Id, byte[] Body)> Documents(string kind);

    /// <summary>All schedules: namespace, id, serialized state.</summary>
    IReadOnlyList<(string Namespace, string Id, byte[] State)> Schedules();
}
