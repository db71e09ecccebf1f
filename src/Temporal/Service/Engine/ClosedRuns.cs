using System.Collections.Concurrent;
using Temporalio.Api.Workflow.V1;
using Temporalio.Service.Store;

namespace Temporalio.Service.Engine;

/// <summary>Closed runs as lists show them, by number. A namespace's are loaded when somebody lists them
/// first.</summary>
internal sealed class ClosedRuns(IStore store)
{
    private readonly ConcurrentDictionary<string, Loaded> _namespaces = new();

    /// <summary>Returns the closed runs of a namespace.</summary>
    public IReadOnlyList<(long Number, WorkflowExecutionInfo Info)> Of(string @namespace)
    {
        var loaded = _namespaces.GetOrAdd(@namespace, static _ => new Loaded());
        lock (loaded)
        {
            if (!loaded.IsLoaded)
            {
                // Runs that close meanwhile add themselves afterwards; adding twice is harmless.
                foreach (var row in store.ClosedRuns(@namespace))
                    loaded.Infos[row.Number] = WorkflowExecutionInfo.Parser.ParseFrom(row.Info);
                loaded.IsLoaded = true;
            }

            return [.. loaded.Infos.Select(pair => (pair.Key, pair.Value))];
        }
    }

    /// <summary>Adds a run whose end is on disk.</summary>
    public void Add(string @namespace, long number, RunEnd end) =>
        WhenLoaded(@namespace, infos => infos[number] = end.Info);

    /// <summary>Drops a run that was deleted.</summary>
    public void Remove(string @namespace, long number) => WhenLoaded(@namespace, infos => infos.Remove(number));

    private void WhenLoaded(string @namespace, Action<Dictionary<long, WorkflowExecutionInfo>> change)
    {
        if (!_namespaces.TryGetValue(@namespace, out var loaded)) return;
        lock (loaded)
        {
            if (loaded.IsLoaded) change(loaded.Infos);
        }
    }

    private sealed class Loaded
    {
        public bool IsLoaded { get; set; }

        public Dictionary<long, WorkflowExecutionInfo> Infos { get; } = [];
    }
}
