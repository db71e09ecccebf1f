using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Replaces the client of the workers that use it, while they run.</summary>
public class TemporalWorkerClientUpdater
{
    private readonly Lock _lock = new();
    private readonly List<TemporalWorker> _workers = [];

    /// <summary>Replaces the client.</summary>
    /// <param name="client">The new client, of the same namespace.</param>
    public void UpdateClient(IWorkerClient client)
    {
        lock (_lock)
        {
            foreach (var worker in _workers)
            {
                worker.Client = client;
            }
        }
    }

    internal void Add(TemporalWorker worker)
    {
        lock (_lock)
        {
            _workers.Add(worker);
        }
    }

    internal void Remove(TemporalWorker worker)
    {
        lock (_lock)
        {
            _workers.Remove(worker);
        }
    }
}
