using Temporalio.Client;
using Temporalio.Worker;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>A worker from its start to its end.</summary>
internal sealed class RunningWorker : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TemporalWorker _worker;
    private readonly Task _working;

    public RunningWorker(ITemporalClient client, TemporalWorkerOptions options)
    {
        _worker = new TemporalWorker(client, options);
        _working = _worker.ExecuteAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _working;
        }
        catch (OperationCanceledException)
        {
            // That is how a worker ends.
        }

        _worker.Dispose();
        _stop.Dispose();
    }
}
