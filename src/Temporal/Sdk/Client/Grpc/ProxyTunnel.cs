using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Temporalio.Client.Grpc;

/// <summary>Opens connections through a proxy by its CONNECT command.</summary>
/// <param name="proxy">The proxy, and who asks it.</param>
internal sealed class ProxyTunnel(HttpConnectProxyOptions proxy)
{
    private const int LongestAnswer = 16 * 1024;

    /// <summary>Returns a stream to the target.</summary>
    /// <exception cref="IOException">The proxy refuses, or answers what is no answer.</exception>
    /// <exception cref="ArgumentException">The proxy's address is none.</exception>
    public async ValueTask<Stream> OpenAsync(DnsEndPoint target, CancellationToken cancel)
    {
        if (!Uri.TryCreate($"http://{proxy.TargetHost}", UriKind.Absolute, out var at) || at.Host.Length == 0)
        {
            throw new ArgumentException($"HttpConnectProxy.TargetHost is '{proxy.TargetHost}'; it must be HOST:PORT.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new DnsEndPoint(at.DnsSafeHost, at.Port), cancel).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Command(target)), cancel).ConfigureAwait(false);
            var status = await StatusAsync(stream, cancel).ConfigureAwait(false);
            return status.Split(' ') is [_, ['2', ..], ..]
                ? stream
                : throw new IOException(
                    $"The proxy {proxy.TargetHost} opens no way to {target.Host}:{target.Port}: {status}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private string Command(DnsEndPoint target)
    {
        var host = target.Host.Contains(':', StringComparison.Ordinal) ? $"[{target.Host}]" : target.Host;
        var credentials = proxy.BasicAuth is var (user, password)
            ? $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}\r\n"
            : string.Empty;
        return $"CONNECT {host}:{target.Port} HTTP/1.1\r\nHost: {host}:{target.Port}\r\n{credentials}\r\n";
    }

    // Byte by byte: what follows the head belongs to the target.
    private static async Task<string> StatusAsync(NetworkStream stream, CancellationToken cancel)
    {
        var head = new byte[LongestAnswer];
        for (var length = 0; length < head.Length; length++)
        {
            if (await stream.ReadAsync(head.AsMemory(length, 1), cancel).ConfigureAwait(false) == 0)
            {
                break;
            }

            if (head.AsSpan(0, length + 1).EndsWith("\r\n\r\n"u8))
            {
                return Encoding.ASCII.GetString(head, 0, length).Split("\r\n")[0];
            }
        }

        throw new IOException("The proxy's answer has no end.");
    }
}
