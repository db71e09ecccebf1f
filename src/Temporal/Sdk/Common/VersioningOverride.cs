using System.Diagnostics.CodeAnalysis;

namespace Temporalio.Common;

/// <summary>Versioning behaviour of one run, above what its worker says.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The official types are nested.")]
public abstract record VersioningOverride
{
    private VersioningOverride()
    {
    }

    /// <summary>What a pinned override does.</summary>
    public enum PinnedOverrideBehavior
    {
        /// <summary>Not said.</summary>
        Unspecified = 0,

        /// <summary>The run stays on the version.</summary>
        Pinned = 1,
    }

    /// <summary>The run stays on a version.</summary>
    /// <param name="Version">The version.</param>
    /// <param name="Behavior">The behaviour.</param>
    public sealed record Pinned(
        WorkerDeploymentVersion Version, PinnedOverrideBehavior Behavior = PinnedOverrideBehavior.Pinned)
        : VersioningOverride;

    /// <summary>The run moves to the current version.</summary>
    public sealed record AutoUpgrade : VersioningOverride;
}
