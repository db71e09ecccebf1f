using Temporalio.Service.Engine;
using Temporalio.Service.Namespaces;

namespace Temporalio.Service.Frontend;

/// <summary>What all calls share.</summary>
/// <param name="Retention">How long closed runs of a namespace that names no time are kept.</param>
/// <param name="Stopping">Signalled when the service stops: long polls end at once.</param>
internal sealed record FrontendContext(
    RunEngine Engine, NamespaceRegistry Namespaces, TimeSpan Retention, CancellationToken Stopping)
{
    /// <summary>All runs.</summary>
    public RunRegistry Runs => Engine.Runs;

    /// <summary>The clock.</summary>
    public TimeProvider Time => Engine.CallTime;
}
