using System.Text;

namespace Temporalio.Embedded;

/// <summary>How other processes reach an embedded service, if at all.</summary>
public abstract record EmbeddedEndpoint
{
    // Unix allows 108 bytes for a socket's path, macOS 104; one of them ends it.
    private const int LongestSocketPath = 103;

    private EmbeddedEndpoint()
    {
    }

    /// <summary>Gets no endpoint: only this process reaches the service.</summary>
    public static EmbeddedEndpoint None { get; } = new NoEndpoint();

    /// <summary>Returns a TCP endpoint on the loopback address.</summary>
    /// <param name="port">The port; 0 for a free one.</param>
    public static EmbeddedEndpoint Tcp(int port = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, ushort.MaxValue);
        return new TcpEndpoint(port);
    }

    /// <summary>Returns a Unix socket, which only its owner can use.</summary>
    /// <param name="path">The socket's file.</param>
    public static EmbeddedEndpoint Socket(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SocketEndpoint(Path.GetFullPath(path));
    }

    /// <summary>
    /// Returns a Unix socket in a directory; a loopback port where the path is too long for a socket.
    /// </summary>
    /// <param name="directory">The directory, as a rule the state directory.</param>
    public static EmbeddedEndpoint SocketIn(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        var path = Path.Combine(Path.GetFullPath(directory), "temporal.sock");
        return Encoding.UTF8.GetByteCount(path) <= LongestSocketPath ? Socket(path) : Tcp();
    }

    internal sealed record NoEndpoint : EmbeddedEndpoint;

    internal sealed record TcpEndpoint(int Port) : EmbeddedEndpoint;

    internal sealed record SocketEndpoint(string SocketPath) : EmbeddedEndpoint;
}
