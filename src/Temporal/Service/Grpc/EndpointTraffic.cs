namespace Temporalio.Service.Grpc;

/// <summary>What an endpoint holds open right now.</summary>
internal sealed class EndpointTraffic
{
    private readonly Lock _lock = new();
    private TaskCompletionSource? _idle;
    private int _calls;
    private int _connections;

    /// <summary>Calls that are being answered.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Connections that are open.</summary>
    public int Connections
    {
        get
        {
            lock (_lock) return _connections;
        }
    }

    /// <summary>Notes that a call begins.</summary>
    public void CallBegins() => Interlocked.Increment(ref _calls);

    /// <summary>Notes that a call ended.</summary>
    public void CallEnds() => Interlocked.Decrement(ref _calls);

    /// <summary>Notes that a connection is open.</summary>
    public void ConnectionBegins()
    {
        lock (_lock) _connections++;
    }

    /// <summary>Notes that a connection is closed.</summary>
    public void ConnectionEnds()
    {
        lock (_lock)
        {
            if (--_connections == 0) _idle?.TrySetResult();
        }
    }

    /// <summary>Ends when no connection is open.</summary>
    public Task WhenIdle()
    {
        lock (_lock)
        {
            if (_connections == 0) return Task.CompletedTask;
            _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _idle.Task;
        }
    }
}
