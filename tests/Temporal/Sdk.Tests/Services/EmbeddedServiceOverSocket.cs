using Temporalio.Client;
using Temporalio.Embedded;

namespace Temporalio.Tests.Services;

/// <summary>An embedded service on disk that is reached as another process would reach it: over its Unix socket.</summary>
public sealed class EmbeddedServiceOverSocket : ServiceUnderTest
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("temporal-");
    private EmbeddedTemporal? _service;

    public override string? WhyMissing => null;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_service != null)
        {
            await _service.DisposeAsync();
        }

        _directory.Delete(recursive: true);
    }

    protected override async Task<ITemporalClient> StartAsync()
    {
        _service = await EmbeddedTemporal.StartAsync(new()
        {
            StateDirectory = _directory.FullName,
            Endpoint = EmbeddedEndpoint.SocketIn(_directory.FullName),
        });
        return await TemporalClient.ConnectAsync(new(_service.Address!));
    }
}
