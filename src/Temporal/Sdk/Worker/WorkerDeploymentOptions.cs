using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>The version that a worker is of.</summary>
public class WorkerDeploymentOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="WorkerDeploymentOptions"/> class.</summary>
    public WorkerDeploymentOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkerDeploymentOptions"/> class.</summary>
    /// <param name="version">The version.</param>
    /// <param name="useWorkerVersioning">Whether tasks are handed out by version.</param>
    public WorkerDeploymentOptions(WorkerDeploymentVersion version, bool useWorkerVersioning) =>
        (Version, UseWorkerVersioning) = (version, useWorkerVersioning);

    /// <summary>Gets or sets the version.</summary>
    public WorkerDeploymentVersion? Version { get; set; }

    /// <summary>Gets or sets a value indicating whether tasks are handed out by version.</summary>
    public bool UseWorkerVersioning { get; set; }

    /// <summary>Gets or sets what holds for workflows that do not say it themselves.</summary>
    public VersioningBehavior DefaultVersioningBehavior { get; set; }

    /// <inheritdoc />
    public virtual object Clone() => MemberwiseClone();

    internal Api.Deployment.V1.WorkerDeploymentOptions? ToProto() => Version == null ? null : new()
    {
        DeploymentName = Version.DeploymentName,
        BuildId = Version.BuildId,
        WorkerVersioningMode = UseWorkerVersioning
            ? Api.Enums.V1.WorkerVersioningMode.Versioned
            : Api.Enums.V1.WorkerVersioningMode.Unversioned,
    };
}
