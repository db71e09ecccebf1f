using Temporalio.Client;
using Temporalio.Embedded;

namespace Temporalio.Tests.Services;

/// <summary>An embedded service in this process, in memory.</summary>
public sealed class EmbeddedService : ServiceUnderTest
{
    private EmbeddedTemporal? _service;

    public override string? WhyMissing => null;

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_service != null)
        {
            await _service.DisposeAsync();
        }
    }

    protected override async Task<ITemporalClient> StartAsync()
    {
        _service = await EmbeddedTemporal.StartAsync(new());
        return await _service.ConnectAsync();
    }
}
