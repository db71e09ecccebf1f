using Microsoft.Extensions.DependencyInjection;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Configures a hosted worker.</summary>
public interface ITemporalWorkerServiceOptionsBuilder
{
    /// <summary>Gets the task queue.</summary>
    string TaskQueue { get; }

    /// <summary>Gets the build id, of a worker registered by one.</summary>
    string? BuildId { get; }

    /// <summary>Gets the version that the worker is of.</summary>
    WorkerDeploymentOptions? DeploymentOptions { get; }

    /// <summary>Gets the services.</summary>
    IServiceCollection Services { get; }
}
