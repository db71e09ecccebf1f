using Microsoft.Extensions.DependencyInjection;
using Temporalio.Worker;

namespace Temporalio.Extensions.Hosting;

/// <summary>Configures a hosted worker.</summary>
public class TemporalWorkerServiceOptionsBuilder : ITemporalWorkerServiceOptionsBuilder
{
    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerServiceOptionsBuilder"/> class.</summary>
    /// <param name="taskQueue">The task queue.</param>
    /// <param name="services">The services.</param>
    public TemporalWorkerServiceOptionsBuilder(string taskQueue, IServiceCollection services)
        : this(taskQueue, (WorkerDeploymentOptions?)null, services)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerServiceOptionsBuilder"/> class.</summary>
    /// <param name="taskQueue">The task queue.</param>
    /// <param name="deploymentOptions">The version that the worker is of.</param>
    /// <param name="services">The services.</param>
    public TemporalWorkerServiceOptionsBuilder(
        string taskQueue, WorkerDeploymentOptions? deploymentOptions, IServiceCollection services) =>
        (TaskQueue, DeploymentOptions, Services) = (taskQueue, deploymentOptions, services);

    /// <inheritdoc />
    public string TaskQueue { get; }

    /// <inheritdoc />
    public string? BuildId => null;

    /// <inheritdoc />
    public WorkerDeploymentOptions? DeploymentOptions { get; }

    /// <inheritdoc />
    public IServiceCollection Services { get; }
}
