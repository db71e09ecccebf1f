using System.Text;
using Temporalio.Service.Grpc;

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
        return Tcp(new GrpcEndpointOptions { Port = port });
    }

    /// <summary>Returns a TCP endpoint, with TLS and API keys where <paramref name="options"/> say so.</summary>
    /// <param name="options">Where it listens, and whom it answers.</param>
    public static EmbeddedEndpoint Tcp(GrpcEndpointOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new TcpEndpoint(options);
    }

    /// <summary>Returns a Unix socket, which only its owner can use.</summary>
    /// <param name="path">The socket's file.</param>
    public static EmbeddedEndpoint Socket(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return new SocketEndpoint(Path.GetFullPath(path));
    }

    /// <summary>
    /// Returns a Unix socket in a directory; a loopback port where the path is too long for a socket, or clients are of
    /// the official SDK, which knows no sockets.
    /// </summary>
    /// <param name="directory">The directory, as a rule the state directory.</param>
    public static EmbeddedEndpoint SocketIn(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
#if TEMPORAL_SDK_OFFICIAL
        return Tcp();
#else
        return HasRoomForSocket(directory) ? Socket(SocketPathIn(directory)) : Tcp();
#endif
    }

    /// <summary>Returns whether the path of <see cref="SocketIn"/> is short enough for a socket.</summary>
    /// <param name="directory">The directory.</param>
    public static bool HasRoomForSocket(string directory) =>
        Encoding.UTF8.GetByteCount(SocketPathIn(directory)) <= LongestSocketPath;

    private static string SocketPathIn(string directory) =>
        Path.Combine(Path.GetFullPath(directory), "temporal.sock");

    internal sealed record NoEndpoint : EmbeddedEndpoint;

    internal sealed record TcpEndpoint(GrpcEndpointOptions Options) : EmbeddedEndpoint;

    internal sealed record SocketEndpoint(string SocketPath) : EmbeddedEndpoint;
}
