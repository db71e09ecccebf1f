namespace Pipelines.Activities.Artifacts;

/// <summary>Why the artifact store did not do what it was asked.</summary>
public enum ArtifactFault
{
    /// <summary>Nothing is stored under the digest.</summary>
    Missing,

    /// <summary>What is stored has another digest: the disk or somebody changed it.</summary>
    Corrupted,

    /// <summary>The content or the reference breaks a rule: a symbolic link, a device, too many files, a malformed
    /// name.</summary>
    Refused,
}
