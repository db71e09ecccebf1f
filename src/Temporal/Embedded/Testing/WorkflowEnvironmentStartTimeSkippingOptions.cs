#if !TEMPORAL_SDK_OFFICIAL // the official package has its own
using Temporalio.Client;

namespace Temporalio.Testing;

/// <summary>What the client of a time-skipping environment is like.</summary>
public class WorkflowEnvironmentStartTimeSkippingOptions : TemporalClientConnectOptions
{
    /// <summary>
    /// Initializes a new instance of the <see cref="WorkflowEnvironmentStartTimeSkippingOptions"/> class.
    /// </summary>
    public WorkflowEnvironmentStartTimeSkippingOptions()
    {
    }

    /// <summary>Gets or sets where downloads go; nothing is downloaded.</summary>
    public string? DownloadDirectory { get; set; }

    /// <summary>Gets or sets how the official test server is found; not read here.</summary>
    public TestServerOptions TestServer { get; set; } = new();

    /// <inheritdoc />
    public override object Clone()
    {
        var copy = (WorkflowEnvironmentStartTimeSkippingOptions)base.Clone();
        copy.TestServer = (TestServerOptions)TestServer.Clone();
        return copy;
    }
}
#endif
