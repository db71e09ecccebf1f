using Temporalio.Client;

namespace Temporalio.Worker;

/// <summary>A client that a worker can use.</summary>
public interface IWorkerClient
{
    /// <summary>Gets the options; not to be changed.</summary>
    TemporalClientOptions Options { get; }

    /// <summary>Gets what stands behind the client.</summary>
    IBridgeClientProvider BridgeClientProvider { get; }
}
