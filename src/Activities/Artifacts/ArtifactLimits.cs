namespace Pipelines.Activities.Artifacts;

/// <summary>How large an artifact may be.</summary>
public sealed record ArtifactLimits
{
    /// <summary>Bytes of a file, or of all files of a directory. Default 64 GiB.</summary>
    public long Bytes { get; init; } = 64L << 30;

    /// <summary>Files and empty folders of a directory. Default 100,000.</summary>
    public int Entries { get; init; } = 100_000;

    /// <summary>Folders inside one another in a directory. Default 32.</summary>
    public int Depth { get; init; } = 32;
}
