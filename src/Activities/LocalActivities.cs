using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Http;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.Models;
using Pipelines.Activities.State;

namespace Pipelines.Activities;

/// <summary>All that runs steps on one machine, joined: stores below one state directory and the activities over them.
/// Holds no open file; disposing it closes connections to web services.</summary>
/// <remarks>Two of them, in one process or in two, share nothing but what lies in a common state directory.</remarks>
public sealed class LocalActivities : IDisposable
{
    private LocalActivities(
        StateLayout layout, IArtifactStore artifacts, IModelRegistry models, JobRunner jobs, HttpCaller http,
        WorkerActivities activities)
    {
        Http = http;
        Layout = layout;
        Artifacts = artifacts;
        Models = models;
        Jobs = jobs;
        Activities = activities;
    }

    /// <summary>Where everything lies.</summary>
    public StateLayout Layout { get; }

    /// <summary>The artifact store.</summary>
    public IArtifactStore Artifacts { get; }

    /// <summary>The model registry.</summary>
    public IModelRegistry Models { get; }

    /// <summary>Runs job steps.</summary>
    public JobRunner Jobs { get; }

    /// <summary>Calls web services.</summary>
    public HttpCaller Http { get; }

    /// <summary>What a Temporal worker registers.</summary>
    public WorkerActivities Activities { get; }

    /// <summary>Joins the parts. Makes nothing on disk.</summary>
    public static LocalActivities Create(LocalActivitiesOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var layout = new StateLayout(options.StateDirectory);
        var artifacts = new FileArtifactStore(layout.Artifacts);
        var models = new SqliteModelRegistry(layout.RegistryDatabase, options.Time);
        var jobs = new JobRunner(layout, artifacts, options.Components, options.Jobs, options.Time);
        var http = new HttpCaller(layout, artifacts, options.Http, options.Time);
        return new LocalActivities(
            layout, artifacts, models, jobs, http, new WorkerActivities(
                jobs, models, http, options.Jobs, options.Time));
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();
}
