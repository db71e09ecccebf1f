using Temporalio.Client;
using Temporalio.Service;

namespace Temporalio.Embedded;

/// <summary>A Temporal service in this process, and clients of it. Instances share nothing.</summary>
public sealed class EmbeddedTemporal : IAsyncDisposable
{
    private readonly TemporalService _service;
    private readonly EmbeddedTemporalOptions _options;
    private readonly EmbeddedClients _clients;

    private EmbeddedTemporal(TemporalService service, EmbeddedTemporalOptions options)
    {
        _service = service;
        _options = options;
        _clients = new(service, options);
    }

    /// <summary>
    /// Gets where other processes reach the service, to be used as a client's target host: <c>unix:///PATH</c> or
    /// <c>127.0.0.1:PORT</c>. Null without endpoint.
    /// </summary>
    public string? Address { get; private init; }

    /// <summary>Gets a task that ends, with the reason, when the state can no longer be stored.</summary>
    public Task<Exception> Failed => _service.Failed;

    /// <summary>Starts a service, and takes up what its state directory holds.</summary>
    /// <param name="options">Options.</param>
    /// <param name="cancel">Gives up the start.</param>
    /// <returns>The service; to be disposed of.</returns>
    /// <exception cref="StateDirectoryInUseException">Another service has the state directory.</exception>
    public static async Task<EmbeddedTemporal> StartAsync(
        EmbeddedTemporalOptions options, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var service = await TemporalService.StartAsync(
            new()
            {
                StateDirectory = options.StateDirectory,
                TimeProvider = options.TimeProvider,
                LoggerFactory = options.LoggerFactory,
                Namespaces = [options.Namespace, .. options.MoreNamespaces.Except([options.Namespace])],
            },
            cancel).ConfigureAwait(false);
        try
        {
            var address = await OpenAsync(service, options.Endpoint, cancel).ConfigureAwait(false);
            return new(service, options) { Address = address };
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens one more endpoint beside <see cref="Address"/>.</summary>
    /// <param name="endpoint">How others reach the service there.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Its address, as a client's target host; null for <see cref="EmbeddedEndpoint.None"/>.</returns>
    /// <exception cref="Service.Grpc.ExposedEndpointException">Others would reach it without protection.</exception>
    /// <exception cref="IOException">The address or the port cannot be had.</exception>
    public Task<string?> ListenAsync(EmbeddedEndpoint endpoint, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return OpenAsync(_service, endpoint, cancel);
    }

    /// <summary>Makes a client of a namespace.</summary>
    /// <param name="ns">The namespace; it must be there.</param>
    /// <returns>The client.</returns>
    public Task<ITemporalClient> ConnectAsync(string? ns = null) => _clients.ConnectAsync(ns ?? _options.Namespace);

    /// <summary>Ends all polls at once, stores what is queued, and gives the state directory back.</summary>
    /// <returns>A task for the end.</returns>
    public ValueTask DisposeAsync() => _service.DisposeAsync();

    private static async Task<string?> OpenAsync(
        TemporalService service, EmbeddedEndpoint endpoint, CancellationToken cancel)
    {
        var opened = endpoint switch
        {
            EmbeddedEndpoint.TcpEndpoint tcp => await service.ListenAsync(tcp.Options, cancel).ConfigureAwait(false),
            EmbeddedEndpoint.SocketEndpoint socket =>
                await service.ListenUnixAsync(socket.SocketPath, cancel).ConfigureAwait(false),
            _ => null,
        };
        return opened?.Address;
    }
}
