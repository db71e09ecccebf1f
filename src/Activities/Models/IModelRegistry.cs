using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Models;

/// <summary>Keeps versions of models. Safe for use by many threads and many processes at once.</summary>
public interface IModelRegistry
{
    /// <summary>Adds a version, or returns the one that the same namespace, execution and step added before.</summary>
    /// <exception cref="ModelRegistryException">The group's name or the approval is not well formed.</exception>
    Task<ModelVersion> RegisterAsync(RegisterRequest request, CancellationToken cancel);

    /// <summary>Returns all groups, sorted by name.</summary>
    Task<IReadOnlyList<ModelGroup>> ListGroupsAsync(CancellationToken cancel);

    /// <summary>Returns the versions of a group, newest first; empty when there is no such group.</summary>
    Task<IReadOnlyList<ModelVersion>> ListVersionsAsync(string group, CancellationToken cancel);

    /// <summary>Returns one version; null when there is none.</summary>
    Task<ModelVersion?> FindAsync(string group, int version, CancellationToken cancel);

    /// <summary>Approves or rejects a version; a later decision replaces an earlier one.</summary>
    /// <param name="group">The group's name.</param>
    /// <param name="version">The version's number.</param>
    /// <param name="approval">The decision. Pending takes an earlier one back.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="note">Why; null for nothing.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The version as it stands then.</returns>
    /// <exception cref="ModelRegistryException">There is no such version.</exception>
    Task<ModelVersion> DecideAsync(
        string group, int version, ModelApproval approval, string by, string? note, CancellationToken cancel);
}
