using System.Collections.Concurrent;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>What the service acknowledged, kept outside of it.</summary>
internal sealed class Ledger
{
    private int _count;

    /// <summary>Run ids of workflows whose start was acknowledged.</summary>
    public ConcurrentDictionary<string, string> Starts { get; } = new();

    /// <summary>Signals that were acknowledged: workflow and what the signal said.</summary>
    public ConcurrentDictionary<(string Workflow, string Signal), bool> Signals { get; } = new();

    /// <summary>Results of activities that were acknowledged.</summary>
    public ConcurrentDictionary<(string Workflow, string Activity), string> Results { get; } = new();

    /// <summary>Workflow tasks whose completion was acknowledged: workflow and the Started event's id.</summary>
    public ConcurrentDictionary<(string Workflow, long StartedEventId), bool> Tasks { get; } = new();

    /// <summary>Acknowledgements that contradict each other.</summary>
    public ConcurrentQueue<string> Faults { get; } = new();

    /// <summary>All acknowledgements so far.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Called for every acknowledgement with their number; null for nobody.</summary>
    public Action<int>? OnAcknowledged { get; set; }

    /// <summary>Counts an acknowledgement that was noted.</summary>
    public void Acknowledged()
    {
        var now = Interlocked.Increment(ref _count);
        OnAcknowledged?.Invoke(now);
    }

    /// <summary>Returns what was acknowledged so far.</summary>
    public Ledger Copy()
    {
        var copy = new Ledger();
        Into(copy.Starts, Starts);
        Into(copy.Signals, Signals);
        Into(copy.Results, Results);
        Into(copy.Tasks, Tasks);
        return copy;
    }

    private static void Into<TKey, TValue>(
        ConcurrentDictionary<TKey, TValue> target, ConcurrentDictionary<TKey, TValue> source)
        where TKey : notnull
    {
        foreach (var pair in source) target[pair.Key] = pair.Value;
    }
}
