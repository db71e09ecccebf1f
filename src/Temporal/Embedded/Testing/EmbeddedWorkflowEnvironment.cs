#if !TEMPORAL_SDK_OFFICIAL // the official package has its own
using System.Globalization;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Client;
using Temporalio.Testing;

namespace Temporalio.Embedded.Testing;

/// <summary>A test's environment on an embedded service of its own.</summary>
internal sealed class EmbeddedWorkflowEnvironment : WorkflowEnvironment
{
    private readonly EmbeddedTemporal _service;

    private EmbeddedWorkflowEnvironment(EmbeddedTemporal service, ITemporalClient client)
        : base(client) => _service = service;

    public static async Task<EmbeddedWorkflowEnvironment> StartAsync(WorkflowEnvironmentStartLocalOptions options)
    {
        var service = await EmbeddedTemporal.StartAsync(new()
        {
            Namespace = options.Namespace,
            LoggerFactory = options.LoggerFactory,
            Endpoint = options.TargetHost is { } host ? EmbeddedEndpoint.Tcp(PortOf(host)) : EmbeddedEndpoint.None,
        }).ConfigureAwait(false);
        try
        {
            var bare = await service.ConnectAsync().ConfigureAwait(false);
            await RegisterAsync(bare, options).ConfigureAwait(false);
            return new(service, new TemporalClient(bare.Connection, options.ToClientOptions()));
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async Task ShutdownAsync() => await _service.DisposeAsync().ConfigureAwait(false);

    private static int PortOf(string host) =>
        int.TryParse(host.AsSpan(host.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            ? port
            : throw new ArgumentException($"TargetHost is '{host}'; it must end in a port, such as ':7233'.");

    private static async Task RegisterAsync(ITemporalClient client, WorkflowEnvironmentStartLocalOptions options)
    {
        if (options.SearchAttributes is not { Count: > 0 } keys)
        {
            return;
        }

        var request = new AddSearchAttributesRequest { Namespace = options.Namespace };
        foreach (var key in keys)
        {
            request.SearchAttributes.Add(key.Name, key.ValueType);
        }

        await client.OperatorService.AddSearchAttributesAsync(request).ConfigureAwait(false);
    }
}
#endif
