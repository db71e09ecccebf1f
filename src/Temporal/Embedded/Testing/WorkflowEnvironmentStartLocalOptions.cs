#if !TEMPORAL_SDK_OFFICIAL // the official package has its own
using Temporalio.Client;
using Temporalio.Common;

namespace Temporalio.Testing;

/// <summary>How <see cref="WorkflowEnvironment.StartLocalAsync"/> starts a service, and what its client is like.</summary>
/// <remarks>
/// With a target host, the service listens on that port of the loopback address too; its host is not looked at.
/// </remarks>
public class WorkflowEnvironmentStartLocalOptions : TemporalClientConnectOptions
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowEnvironmentStartLocalOptions"/> class.</summary>
    public WorkflowEnvironmentStartLocalOptions()
    {
    }

    /// <summary>Gets or sets search attributes to register.</summary>
    public IReadOnlyCollection<SearchAttributeKey>? SearchAttributes { get; set; }

    /// <inheritdoc />
    public override object Clone() => base.Clone();
}
#endif
