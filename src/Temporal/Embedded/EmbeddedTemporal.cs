using Temporalio.Client;
using Temporalio.Service;

namespace Temporalio.Embedded;

/// <summary>A Temporal service in this process, and clients of it. Instances share nothing.</summary>
public sealed class EmbeddedTemporal : IAsyncDisposable
{
    private readonly TemporalService _service;
    private readonly EmbeddedTemporalOptions _options;
    private readonly EmbeddedClients _clients;

    private EmbeddedTemporal(TemporalService service, EmbeddedTemporalOptions options, string? address)
    {
        _service = service;
        _options = options;
        Address = address;
        _clients = new(service, options);
    }

    /// <summary>
    /// Gets where other processes reach the service, to be used as a client's target host: <c>unix:///PATH</c> or
    /// <c>127.0.0.1:PORT</c>. Null without endpoint.
    /// </summary>
    public string? Address { get; }

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
                Namespaces = [options.Namespace],
            },
            cancel).ConfigureAwait(false);
        try
        {
            var endpoint = options.Endpoint switch
            {
                EmbeddedEndpoint.TcpEndpoint tcp => await service.ListenAsync(tcp.Port, cancel).ConfigureAwait(false),
                EmbeddedEndpoint.SocketEndpoint socket =>
                    await service.ListenUnixAsync(socket.SocketPath, cancel).ConfigureAwait(false),
                _ => null,
            };
            return new(service, options, endpoint?.Address);
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Makes a client of a namespace.</summary>
    /// <param name="ns">The namespace; it must be there.</param>
    /// <returns>The client.</returns>
    public Task<ITemporalClient> ConnectAsync(string? ns = null) => _clients.ConnectAsync(ns ?? _options.Namespace);

    /// <summary>Ends all polls at once, stores what is queued, and gives the state directory back.</summary>
    /// <returns>A task for the end.</returns>
    public ValueTask DisposeAsync() => _service.DisposeAsync();
}
