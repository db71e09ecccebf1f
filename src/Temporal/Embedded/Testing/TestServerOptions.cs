#if !TEMPORAL_SDK_OFFICIAL // the official package has its own
namespace Temporalio.Testing;

/// <summary>How the official test server is found. Here the service is in the process, and none of this is read.</summary>
public class TestServerOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="TestServerOptions"/> class.</summary>
    public TestServerOptions()
    {
    }

    /// <summary>Gets or sets how long a download is kept; nothing is downloaded.</summary>
    public TimeSpan? DownloadTtl { get; set; }

    /// <summary>Gets or sets the version to download; nothing is downloaded.</summary>
    public string DownloadVersion { get; set; } = "default";

    /// <summary>Gets or sets the path of a server's program; none is started.</summary>
    public string? ExistingPath { get; set; }

    /// <summary>Gets or sets more arguments of that program; none is started.</summary>
    public IReadOnlyCollection<string>? ExtraArgs { get; set; }

    /// <summary>Makes a copy.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone() => MemberwiseClone();
}
#endif
