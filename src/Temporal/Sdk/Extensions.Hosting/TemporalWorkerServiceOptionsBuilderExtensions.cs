using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Temporalio.Activities;

namespace Temporalio.Extensions.Hosting;

/// <summary>Adds workflows and activities to a hosted worker.</summary>
public static class TemporalWorkerServiceOptionsBuilderExtensions
{
    /// <summary>Adds a type's activities; each runs on an instance of its own scope.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddScopedActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddScopedActivities(typeof(T));

    /// <summary>Adds a type's activities; each runs on an instance of its own scope.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddScopedActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Adds a type's activities; all run on one instance.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddSingletonActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddSingletonActivities(typeof(T));

    /// <summary>Adds a type's activities; all run on one instance.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddSingletonActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Adds a type's activities; each runs on a new instance.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddTransientActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddTransientActivities(typeof(T));

    /// <summary>Adds a type's activities; each runs on a new instance.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddTransientActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddTransient(type);
        return builder.ApplyTemporalActivities(type);
    }

    /// <summary>Adds a type's activities, all of which are static.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddStaticActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddStaticActivities(typeof(T));

    /// <summary>Adds a type's activities, all of which are static.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddStaticActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type) =>
        builder.ConfigureOptions(options => options.AddAllActivities(type, null));

    /// <summary>Adds an instance's activities.</summary>
    /// <typeparam name="T">Type of the instance.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <param name="instance">The instance.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddActivitiesInstance<T>(
        this ITemporalWorkerServiceOptionsBuilder builder, T? instance) =>
        builder.ConfigureOptions(options => options.AddAllActivities(instance));

    /// <summary>Adds an instance's activities.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Type of the instance.</param>
    /// <param name="instance">The instance.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddActivitiesInstance(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type, object instance) =>
        builder.ConfigureOptions(options => options.AddAllActivities(type, instance));

    /// <summary>Adds the activities of a type that is registered as a service.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder ApplyTemporalActivities<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.ApplyTemporalActivities(typeof(T));

    /// <summary>Adds the activities of a type that is registered as a service.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">The type.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder ApplyTemporalActivities(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type)
    {
        builder.ConfigureOptions().Configure<IServiceProvider>((options, provider) =>
        {
            foreach (ActivityDefinition definition in provider.CreateTemporalActivityDefinitions(type))
            {
                options.AddActivity(definition);
            }
        });
        return builder;
    }

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="builder">The builder.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddWorkflow<T>(
        this ITemporalWorkerServiceOptionsBuilder builder) => builder.AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="type">Its type.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder AddWorkflow(
        this ITemporalWorkerServiceOptionsBuilder builder, Type type) =>
        builder.ConfigureOptions(options => options.AddWorkflow(type));

    /// <summary>Returns the builder of the worker's options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="disallowDuplicates">Whether the worker must not be registered yet.</param>
    /// <returns>The options' builder.</returns>
    /// <exception cref="InvalidOperationException">The worker is registered twice.</exception>
    public static OptionsBuilder<TemporalWorkerServiceOptions> ConfigureOptions(
        this ITemporalWorkerServiceOptionsBuilder builder, bool disallowDuplicates = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = new TemporalWorkerServiceIdentifier(
            builder.TaskQueue, builder.DeploymentOptions?.Version?.ToCanonicalString(), false).OptionsName;
        if (disallowDuplicates && builder.Services.Any(service =>
            service.ImplementationInstance is ConfigureNamedOptions<TemporalWorkerServiceOptions> named
            && named.Name == name))
        {
            throw new InvalidOperationException($"A worker of task queue '{builder.TaskQueue}' is registered already.");
        }

        return builder.Services.AddOptions<TemporalWorkerServiceOptions>(name);
    }

    /// <summary>Changes the worker's options.</summary>
    /// <param name="builder">The builder.</param>
    /// <param name="configure">The change.</param>
    /// <param name="disallowDuplicates">Whether the worker must not be registered yet.</param>
    /// <returns>The builder.</returns>
    public static ITemporalWorkerServiceOptionsBuilder ConfigureOptions(
        this ITemporalWorkerServiceOptionsBuilder builder,
        Action<TemporalWorkerServiceOptions> configure,
        bool disallowDuplicates = false)
    {
        builder.ConfigureOptions(disallowDuplicates).Configure(configure);
        return builder;
    }
}
