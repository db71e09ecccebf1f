using System.Collections.Concurrent;
using Google.Protobuf;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Service.Store;

namespace Temporalio.Service.Matching;

/// <summary>What operators set for task queues. Survives restarts.</summary>
internal sealed class QueueConfigs(IStore store, GroupCommit commit, QueueRates rates)
{
    private const string Kind = "queue";
    private readonly ConcurrentDictionary<QueueKey, TaskQueueConfig> _configs = new();
    private readonly Lock _lock = new();

    /// <summary>Takes up what the store has.</summary>
    public void TakeUp()
    {
        foreach (var (space, id, body) in store.Documents(Kind))
        {
            var slash = id.IndexOf('/', StringComparison.Ordinal);
            var key = new QueueKey(space, id[(slash + 1)..], Enum.Parse<QueueKind>(id.AsSpan(0, slash)));
            Put(key, TaskQueueConfig.Parser.ParseFrom(body));
        }
    }

    /// <summary>Returns what is set for a queue; null for nothing.</summary>
    public TaskQueueConfig? Find(QueueKey key) => _configs.GetValueOrDefault(key);

    /// <summary>Changes what is set for a queue; ends when that is on disk.</summary>
    public async Task<TaskQueueConfig> ChangeAsync(QueueKey key, Action<TaskQueueConfig> change)
    {
        TaskQueueConfig changed;
        Task durable;
        lock (_lock)
        {
            changed = _configs.TryGetValue(key, out var known) ? known.Clone() : new TaskQueueConfig();
            change(changed);
            Put(key, changed);
            durable = DocumentWrite.QueueAsync(
                commit, key.Namespace, Kind, $"{key.Kind}/{key.Name}", changed.ToByteArray());
        }

        await durable.ConfigureAwait(false);
        return changed;
    }

    /// <summary>Drops what is set for the queues of a namespace that is removed, and with it its rows.</summary>
    public void Forget(string @namespace)
    {
        lock (_lock)
        {
            foreach (var key in _configs.Keys.Where(key => key.Namespace == @namespace))
            {
                _configs.TryRemove(key, out _);
                rates.Set(key, null);
            }
        }
    }

    private void Put(QueueKey key, TaskQueueConfig config)
    {
        _configs[key] = config;
        rates.Set(key, config.QueueRateLimit?.RateLimit?.RequestsPerSecond);
    }
}
