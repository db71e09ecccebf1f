using System.Threading.Channels;
using Temporalio.Api.Failure.V1;
using Temporalio.Core;

namespace Temporalio.Workflows.Tasks;

/// <summary>The local activities of one run that the worker is running.</summary>
internal sealed class LocalActivityRuns
{
    private readonly Dictionary<uint, CancellationTokenSource> _running = [];
    private Channel<(uint Seq, LocalActivityOutcome Outcome)>? _ended;

    public int Count => _running.Count;

    public void Start(uint seq, Func<CancellationToken, Task<LocalActivityOutcome>> run)
    {
        _ended ??= Channel.CreateUnbounded<(uint, LocalActivityOutcome)>();
        var cancel = new CancellationTokenSource();
        _running[seq] = cancel;
        var writer = _ended.Writer;
        _ = Task.Run(
            async () => writer.TryWrite((seq, await EndAsync(run, cancel.Token).ConfigureAwait(false))), default);
    }

    public void Cancel(uint seq)
    {
        if (_running.TryGetValue(seq, out var cancel))
            cancel.Cancel();
    }

    public void CancelAll()
    {
        foreach (var cancel in _running.Values)
            cancel.Cancel();
    }

    // A fault of the worker itself ends the activity; otherwise its workflow would wait for good.
    private static async Task<LocalActivityOutcome> EndAsync(
        Func<CancellationToken, Task<LocalActivityOutcome>> run, CancellationToken cancel)
    {
        try
        {
            return await run(cancel).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            var failure = new Failure
            {
                Message = $"The worker could not run the local activity: {fault.Message}",
                ApplicationFailureInfo = new() { Type = fault.GetType().Name },
            };
            return new(new Resolution.Failed(failure), 1, DateTime.UnixEpoch, DateTime.UnixEpoch);
        }
    }

    /// <summary>Returns the next one that has ended; null when none has within the token's life.</summary>
    public async Task<(uint Seq, LocalActivityOutcome Outcome)?> NextAsync(CancellationToken until)
    {
        try
        {
            var ended = await _ended!.Reader.ReadAsync(until).ConfigureAwait(false);
            if (_running.Remove(ended.Seq, out var cancel))
                cancel.Dispose();
            return ended;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}
