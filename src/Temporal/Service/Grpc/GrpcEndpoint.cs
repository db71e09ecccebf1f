using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Temporalio.Service.Grpc;

/// <summary>The service over gRPC: HTTP/2 on a TCP port, by default of the loopback address and without TLS, or on a
/// Unix domain socket.</summary>
/// <remarks>Kestrel alone, without a host: no configuration files, no environment variables, no start-up cost
/// elsewhere.</remarks>
public sealed class GrpcEndpoint : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly string? _socketPath;

    private GrpcEndpoint(KestrelServer server, string address, string? socketPath, EndpointTraffic traffic) =>
        (_server, Address, _socketPath, Traffic) = (server, address, socketPath, traffic);

    /// <summary>Where it listens: <c>127.0.0.1:port</c> or <c>unix:///path</c>.</summary>
    public string Address { get; }

    /// <summary>What it holds open.</summary>
    internal EndpointTraffic Traffic { get; }

    /// <summary>Starts to listen on a TCP port.</summary>
    /// <exception cref="ExposedEndpointException">Others would reach it without protection.</exception>
    internal static async Task<GrpcEndpoint> ListenTcpAsync(
        Frontend.ServiceFrontend frontend,
        GrpcEndpointOptions endpoint,
        ILoggerFactory? loggers,
        CancellationToken cancel)
    {
        if (endpoint.Exposure() is { } exposure) throw new ExposedEndpointException(endpoint.Address, exposure);
        var traffic = new EndpointTraffic();
        var options = Options(kestrel =>
        {
            if (endpoint.Tls is not null) kestrel.ApplicationServices = KestrelTls.Services(loggers);
            kestrel.Listen(endpoint.Address, endpoint.Port, listen =>
            {
                Set(listen, traffic);
                if (endpoint.Tls is { } tls) listen.UseHttps(KestrelTls.Options(tls));
            });
        });
        var server = await StartAsync(
            frontend,
            options,

            // With TLS a page of another site fails by the certificate already.
            endpoint.Tls is null ? IsLoopbackHost : _ => true,
            new ApiKeyCheck(endpoint.ApiKeys),
            traffic,
            loggers,
            cancel).ConfigureAwait(false);
        var bound = new Uri(server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return new GrpcEndpoint(server, new IPEndPoint(endpoint.Address, bound.Port).ToString(), null, traffic);
    }

    /// <summary>Starts to listen on a Unix domain socket that only its owner can use.</summary>
    /// <param name="path">The socket's file. One that a dead process left is replaced.</param>
    internal static async Task<GrpcEndpoint> ListenUnixAsync(
        Frontend.ServiceFrontend frontend, string path, ILoggerFactory? loggers, CancellationToken cancel)
    {
        path = Path.GetFullPath(path);
        File.Delete(path);
        var traffic = new EndpointTraffic();
        var options = Options(kestrel => kestrel.ListenUnixSocket(path, listen => Set(listen, traffic)));
        var server = await StartAsync(frontend, options, _ => true, new ApiKeyCheck([]), traffic, loggers, cancel)
            .ConfigureAwait(false);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return new GrpcEndpoint(server, $"unix://{path}", path, traffic);
    }

    /// <summary>Stops to listen. Calls that run are given a moment to end.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2)))
            await _server.StopAsync(patience.Token).ConfigureAwait(false);
        _server.Dispose();
        if (_socketPath is not null) File.Delete(_socketPath);
    }

    private static async Task<KestrelServer> StartAsync(
        Frontend.ServiceFrontend frontend,
        KestrelServerOptions options,
        Func<string, bool> isOwnHost,
        ApiKeyCheck keys,
        EndpointTraffic traffic,
        ILoggerFactory? loggers,
        CancellationToken cancel)
    {
        loggers ??= NullLoggerFactory.Instance;
        var transport = new SocketTransportFactory(
            Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), loggers);
        var server = new KestrelServer(Microsoft.Extensions.Options.Options.Create(options), transport, loggers);
        try
        {
            var calls = new GrpcCalls(frontend, isOwnHost, keys, traffic, loggers.CreateLogger<GrpcEndpoint>());
            await server.StartAsync(calls, cancel).ConfigureAwait(false);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static KestrelServerOptions Options(Action<KestrelServerOptions> listen)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, AllowSynchronousIO = false };
        options.Limits.MaxRequestBodySize = null; // the frame tells its size, and is refused in gRPC's own way
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null; // long polls answer nothing for a minute
        options.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromMinutes(1); // a peer that is gone holds no stream
        options.Limits.Http2.MaxStreamsPerConnection = 10_000; // each long poll holds a stream
        options.Limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
        options.Limits.Http2.InitialStreamWindowSize = 1024 * 1024;
        listen(options);
        return options;
    }

    private static void Set(ListenOptions listen, EndpointTraffic traffic)
    {
        listen.Protocols = HttpProtocols.Http2;
        listen.Use(next => async connection =>
        {
            traffic.ConnectionBegins();
            try
            {
                await next(connection).ConfigureAwait(false);
            }
            finally
            {
                traffic.ConnectionEnds();
            }
        });
    }

    private static bool IsLoopbackHost(string host)
    {
        if (host.Length == 0) return true;
        var name = new Microsoft.AspNetCore.Http.HostString(host).Host.Trim('[', ']');
        return name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
