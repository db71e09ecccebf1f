using Temporalio.Exceptions;

namespace Pipelines.Starter.Executions;

/// <summary>
/// Bears with a Temporal server that is away for a while, as in an upgrade: the execution waits there and is not lost.
/// </summary>
/// <param name="server">The server's address.</param>
/// <param name="errors">Where people are told, once for each absence.</param>
/// <param name="time">The clock.</param>
internal sealed class ServerPatience(string server, TextWriter errors, TimeProvider time)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private long? _since;

    /// <summary>Returns true when the fault is such an absence, and not yet too long.</summary>
    public bool Bears(Exception fault)
    {
        if (fault is not RpcException { Code: RpcException.StatusCode.Unavailable }) return false;
        lock (_lock)
        {
            if (_since is { } since) return time.GetElapsedTime(since) < Longest;
            _since = time.GetTimestamp();
        }

        errors.WriteLine(
            $"The Temporal service at {server} does not answer; waiting for it. Ctrl-C ends this command, not the "
            + "execution.");
        return true;
    }

    /// <summary>Notes that the server answers.</summary>
    public void Answered()
    {
        lock (_lock)
        {
            if (_since is null) return;
            _since = null;
        }

        errors.WriteLine($"The Temporal service at {server} answers again.");
    }
}
