using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Temporalio.Client;
using Temporalio.Extensions.Hosting;
using Temporalio.Worker;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds clients and hosted workers to the services of a host.</summary>
public static class TemporalHostingServiceCollectionExtensions
{
    /// <summary>Adds a worker with a client of its own.</summary>
    /// <param name="services">The services.</param>
    /// <param name="clientTargetHost">Host and port of the service.</param>
    /// <param name="clientNamespace">The namespace.</param>
    /// <param name="taskQueue">The task queue.</param>
    /// <param name="deploymentOptions">The version that the worker is of.</param>
    /// <returns>What configures the worker.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services,
        string clientTargetHost,
        string clientNamespace,
        string taskQueue,
        WorkerDeploymentOptions? deploymentOptions = null) =>
        services.AddHostedTemporalWorker(taskQueue, deploymentOptions).ConfigureOptions(options =>
            options.ClientOptions = new(clientTargetHost) { Namespace = clientNamespace });

    /// <summary>Adds a worker of the registered client.</summary>
    /// <param name="services">The services.</param>
    /// <param name="taskQueue">The task queue.</param>
    /// <param name="deploymentOptions">The version that the worker is of.</param>
    /// <returns>What configures the worker.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddHostedTemporalWorker(
        this IServiceCollection services, string taskQueue, WorkerDeploymentOptions? deploymentOptions = null)
    {
        if (deploymentOptions is { Version: null })
        {
            throw new ArgumentException("Version is not set.", nameof(deploymentOptions));
        }

        // AddHostedService would take one service of a type only.
        var id = new TemporalWorkerServiceIdentifier(
            taskQueue, deploymentOptions?.Version?.ToCanonicalString(), false);
        services.AddSingleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<TemporalWorkerService>(provider, id));
        return new TemporalWorkerServiceOptionsBuilder(taskQueue, deploymentOptions, services).ConfigureOptions(
            options =>
            {
                options.TaskQueue = taskQueue;
                options.DeploymentOptions = deploymentOptions;
            },
            disallowDuplicates: true);
    }

    /// <summary>Adds a client that connects with its first call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="clientTargetHost">Host and port of the service.</param>
    /// <param name="clientNamespace">The namespace.</param>
    /// <returns>The builder of the client's options.</returns>
    public static OptionsBuilder<TemporalClientConnectOptions> AddTemporalClient(
        this IServiceCollection services, string? clientTargetHost = null, string? clientNamespace = null)
    {
        services.TryAddSingleton<ITemporalClient>(provider =>
            TemporalClient.CreateLazy(provider.GetRequiredService<IOptions<TemporalClientConnectOptions>>().Value));
        return services.AddOptions<TemporalClientConnectOptions>().Configure<IServiceProvider>((options, provider) =>
        {
            options.TargetHost = clientTargetHost ?? options.TargetHost;
            options.Namespace = clientNamespace ?? options.Namespace;
            options.LoggerFactory = provider.GetService<ILoggerFactory>() ?? options.LoggerFactory;
        });
    }

    /// <summary>Adds a client that connects with its first call.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configureClient">Configures it.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddTemporalClient(
        this IServiceCollection services, Action<TemporalClientConnectOptions> configureClient)
    {
        services.AddTemporalClient().Configure(configureClient);
        return services;
    }
}
