using Temporalio.Client;

namespace Temporalio.Tests.Services;

/// <summary>A service that scenarios run on. One per test class; each test uses ids and queues of its own.</summary>
public abstract class ServiceUnderTest : IAsyncLifetime
{
    private ITemporalClient? _client;

    /// <summary>Whether the service is there; a test that needs it is skipped otherwise.</summary>
    public abstract string? WhyMissing { get; }

    /// <summary>A client of the default namespace. Skips the test when the service is missing.</summary>
    public ITemporalClient Client
    {
        get
        {
            Assert.SkipWhen(WhyMissing != null, WhyMissing ?? string.Empty);
            return _client!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (WhyMissing == null)
        {
            _client = await StartAsync();
        }
    }

    public abstract ValueTask DisposeAsync();

    protected abstract Task<ITemporalClient> StartAsync();
}
