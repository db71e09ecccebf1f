using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.Models;
using Pipelines.Activities.State;

namespace Pipelines.Activities;

/// <summary>All that runs steps on one machine, joined: stores below one state directory and the activities over them.
/// Holds no open file.</summary>
/// <remarks>Two of them, in one process or in two, share nothing but what lies in a common state directory.</remarks>
public sealed class LocalActivities
{
    private LocalActivities(StateLayout layout, IArtifactStore artifacts, IModelRegistry models, JobRunner jobs, WorkerActivities activities)
    {
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
        return new LocalActivities(layout, artifacts, models, jobs, new WorkerActivities(jobs, models, options.Jobs));
    }
}
