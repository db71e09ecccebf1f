using System.Threading.Channels;
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
            async () => writer.TryWrite((seq, await run(cancel.Token).ConfigureAwait(false))), CancellationToken.None);
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
