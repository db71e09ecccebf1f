using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Contracts;

/// <summary>Names stored content. In values it stands as <c>{"$artifact": { … }}</c>.</summary>
/// <param name="Digest"><c>sha256:</c> and 64 hexadecimal digits, over the content; for a directory over its
/// manifest.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">File or directory name it is given when a program reads it.</param>
/// <param name="Size">Bytes; for a directory the sum of its files.</param>
public sealed record ArtifactReference(string Digest, ArtifactKind Kind, string Name, long Size)
{
    /// <summary>The one property that marks an artifact in a JSON value.</summary>
    public const string Marker = "$artifact";
}
