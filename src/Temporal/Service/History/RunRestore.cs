using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>Rebuilds a run from what the store has of it.</summary>
internal static class RunRestore
{
    /// <summary>
    /// Returns the state of a run from all its events and facts. What is never stored is missing: the sticky queue,
    /// updates that were only admitted, speculative tasks; a started task without events counts as waiting. Next:
    /// <c>RecoveryDecision</c>, <see cref="OutstandingDecision"/>.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no event, or a fact is of another version.</exception>
    public static RunState Restore(RunKey key, IEnumerable<HistoryEvent> events, IEnumerable<StoredFact> facts)
    {
        RunState? state = null;
        foreach (var next in events)
        {
            state = state is null ? RunFold.Begin(key, next) : RunFold.Apply(state, next);
        }

        if (state is null)
        {
            throw new InvalidDataException($"Run {key.RunId} of workflow {key.WorkflowId} has no events in the store.");
        }

        var buffered = new List<HistoryEvent>();
        foreach (var (name, data) in facts)
        {
            if (name.StartsWith(FactKey.BufferedPrefix, StringComparison.Ordinal))
            {
                buffered.Add(HistoryEvent.Parser.ParseFrom(data));
            }
            else
            {
                state = With(state, name, data);
            }
        }

        buffered.Sort(static (left, right) => left.TaskId.CompareTo(right.TaskId));
        foreach (var next in buffered)
        {
            state = RunFold.Change(state, next) with { Buffered = state.Buffered.Add(next) };
        }

        return state;
    }

    private static RunState With(RunState state, string name, ByteString data)
    {
        if (name.StartsWith(FactKey.ActivityPrefix, StringComparison.Ordinal))
        {
            var id = long.Parse(name.AsSpan(FactKey.ActivityPrefix.Length), provider: null);
            if (!state.Activities.TryGetValue(id, out var activity))
            {
                return state; // ended since: the fact is a leftover
            }

            activity = FactCodec.DecodeActivity(activity, data);
            return state.IsRunning
                ? state.WithActivity(activity)
                : state with { Activities = state.Activities.SetItem(id, activity) };
        }

        return name switch
        {
            FactKey.Start => state with { StartRequestId = data.ToStringUtf8() },
            FactKey.ParentNotified => state with { ParentNotified = true },
            FactKey.PoliciesApplied => state with { PoliciesApplied = true },
            FactKey.ResetTo => state with { ResetRunId = data.ToStringUtf8() },
            FactKey.Task when state.IsRunning => TaskScheduling.Restored(state, FactCodec.DecodeTask(data)),
            _ => state,
        };
    }
}
