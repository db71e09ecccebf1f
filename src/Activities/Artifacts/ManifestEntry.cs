namespace Pipelines.Activities.Artifacts;

/// <summary>One file, or one empty folder, of a stored directory.</summary>
/// <param name="Path">Relative path with <c>/</c>; an empty folder ends in <c>/</c>.</param>
/// <param name="Digest">Digest of the file; null for an empty folder.</param>
/// <param name="Size">Bytes; 0 for an empty folder.</param>
public sealed record ManifestEntry(string Path, string? Digest, long Size);
