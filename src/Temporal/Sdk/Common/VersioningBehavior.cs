namespace Temporalio.Common;

/// <summary>Whether a run stays on the worker version it started on.</summary>
public enum VersioningBehavior
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>It stays on its version.</summary>
    Pinned = 1,

    /// <summary>It moves to the current version.</summary>
    AutoUpgrade = 2,
}
