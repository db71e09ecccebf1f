namespace Temporalio.Worker.Activities;

/// <summary>
/// Throttles heartbeats: the first is sent at once, of those within the interval after it the last one.
/// </summary>
/// <param name="send">Sends details.</param>
/// <param name="interval">Shortest time between two that are sent.</param>
/// <param name="time">The clock.</param>
internal sealed class HeartbeatPump(Func<object?[], Task> send, TimeSpan interval, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private object?[]? _waiting;
    private Task? _sending;
    private bool _stopped;

    /// <summary>Takes a heartbeat. Returns at once.</summary>
    public void Beat(object?[] details)
    {
        lock (_lock)
        {
            if (_stopped)
            {
                return;
            }

            _waiting = details;
            if (_sending is not { IsCompleted: false })
            {
                _sending = SendAsync();
            }
        }
    }

    /// <summary>Stops, and returns details that were not sent; null when all were.</summary>
    public async Task<object?[]?> StopAsync()
    {
        Task? sending;
        lock (_lock)
        {
            _stopped = true;
            sending = _sending;
        }

        if (sending != null)
        {
            await _stop.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return _waiting;
    }

    public void Dispose() => _stop.Dispose();

    private async Task SendAsync()
    {
        // The caller's lock must not be held while the service is called.
        await Task.Yield();
        while (Take() is { } details)
        {
            var begun = time.GetTimestamp();
            await send(details).ConfigureAwait(false);

            // The service counts from one heartbeat to the next: a slow call must not make the next one late.
            if (interval - time.GetElapsedTime(begun) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private object?[]? Take()
    {
        lock (_lock)
        {
            if (_stopped || _waiting == null)
            {
                _sending = null;
                return null;
            }

            var details = _waiting;
            _waiting = null;
            return details;
        }
    }
}
