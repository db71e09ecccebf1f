namespace Temporalio.Common;

/// <summary>One version of a worker deployment.</summary>
/// <param name="DeploymentName">Name of the deployment.</param>
/// <param name="BuildId">Build id of the version.</param>
public sealed record WorkerDeploymentVersion(string DeploymentName, string BuildId)
{
    /// <summary>Reads <c>NAME.BUILD</c>.</summary>
    /// <param name="canonical">The text; the name ends at the first dot.</param>
    /// <returns>The version.</returns>
    /// <exception cref="ArgumentException">There is no dot.</exception>
    public static WorkerDeploymentVersion FromCanonicalString(string canonical)
    {
        ArgumentNullException.ThrowIfNull(canonical);
        var dot = canonical.IndexOf('.', StringComparison.Ordinal);
        return dot < 0
            ? throw new ArgumentException(
                $"'{canonical}' is no deployment version: it must be NAME.BUILD.", nameof(canonical))
            : new(canonical[..dot], canonical[(dot + 1)..]);
    }

    /// <summary>Writes <c>NAME.BUILD</c>.</summary>
    /// <returns>The text.</returns>
    public string ToCanonicalString() => $"{DeploymentName}.{BuildId}";

    internal Api.Deployment.V1.WorkerDeploymentVersion ToProto() =>
        new() { DeploymentName = DeploymentName, BuildId = BuildId };
}
