using Temporalio.Api.Query.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Engine;

/// <summary>
/// The queries of a run that a workflow task will carry: a query must see what happened before it, so it waits for a
/// task that
/// is pending. Guarded by the run's lock.
/// </summary>
internal sealed class QueryBook
{
    private List<PendingQuery>? _waiting;
    private List<PendingQuery>? _carried;
    private (long ScheduledEventId, int Attempt) _carrier;

    /// <summary>Keeps a query for the next start of a workflow task.</summary>
    public void Wait(PendingQuery query) => (_waiting ??= []).Add(query);

    /// <summary>Gives all that wait to a workflow task that starts now.</summary>
    public IReadOnlyList<PendingQuery> Carry(long scheduledEventId, int attempt)
    {
        if (_waiting is not { Count: > 0 } waiting) return [];
        waiting.RemoveAll(query => query.IsOver);
        (_carried, _waiting, _carrier) = (waiting, null, (scheduledEventId, attempt));
        return waiting;
    }

    /// <summary>Brings the answers that came with the completion of the task that carried them.</summary>
    public void Answer(IReadOnlyDictionary<Guid, WorkflowQueryResult> results)
    {
        _carried?.RemoveAll(
            query => results.TryGetValue(query.Id, out var result) && (query.TryAnswer(result) || true));
    }

    /// <summary>Returns the queries that no workflow task will carry, because none is pending.</summary>
    public IReadOnlyList<PendingQuery> Free(RunState state)
    {
        var carrierIsGone = state.Task is not { IsStarted: true } task
            || (task.ScheduledEventId, task.Attempt) != _carrier;
        if (_carried is not null && carrierIsGone)
        {
            (_waiting ??= []).AddRange(_carried.Where(query => !query.IsOver));
            _carried = null;
        }

        if (_waiting is null || state.Task is not null) return [];
        var free = _waiting;
        _waiting = null;
        return free;
    }
}
