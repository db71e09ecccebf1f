using System.Net;
using System.Net.Sockets;

namespace Temporalio.Tests.Client;

/// <summary>An HTTP/2 server that opens connections, and then answers nothing: neither calls nor pings.</summary>
internal sealed class SilentHttp2Server : IAsyncDisposable
{
    private const int PrefaceSize = 24;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _pinged = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _serving;

    public SilentHttp2Server()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>Completes when a client asked by a ping whether anybody is there.</summary>
    public Task PingedAsync() => _pinged.Task;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
        var stream = client.GetStream();
        await stream.ReadExactlyAsync(new byte[PrefaceSize], _stop.Token);
        await stream.WriteAsync(new byte[] { 0, 0, 0, Settings, 0, 0, 0, 0, 0 }, _stop.Token);
        var head = new byte[9];
        while (true)
        {
            await stream.ReadExactlyAsync(head, _stop.Token);
            await stream.ReadExactlyAsync(new byte[(head[0] << 16) | (head[1] << 8) | head[2]], _stop.Token);
            if (head[3] == Ping)
                _pinged.TrySetResult();
        }
    }
}
