using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Temporalio.Tests.Client;

/// <summary>A proxy that knows CONNECT, and notes what it was asked.</summary>
internal sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string? _refusal;
    private readonly Task _serving;

    /// <param name="refusal">The status line of all answers; null lets everybody through.</param>
    public TunnelProxy(string? refusal = null)
    {
        _refusal = refusal;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => _listener.LocalEndpoint.ToString()!;

    /// <summary>The heads of the commands, line by line.</summary>
    public ConcurrentQueue<string[]> Asked { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
                open.Add(TunnelAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        finally
        {
            await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using var near = client;
        var stream = near.GetStream();
        var head = new List<byte>();
        var one = new byte[1];
        while (!Encoding.ASCII.GetString([.. head]).EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            head.Add(one[0]);
        }

        var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Asked.Enqueue(lines);
        var answer = _refusal ?? "HTTP/1.1 200 Connection established";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{answer}\r\nVia: test\r\n\r\n"), _stop.Token);
        if (_refusal != null)
            return;
        using var far = new TcpClient();
        await far.ConnectAsync(IPEndPoint.Parse(lines[0].Split(' ')[1]), _stop.Token);
        await Task.WhenAny(
            stream.CopyToAsync(far.GetStream(), _stop.Token), far.GetStream().CopyToAsync(stream, _stop.Token));
    }
}
