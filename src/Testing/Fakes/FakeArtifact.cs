using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Testing.Fakes;

/// <summary>Artifacts that stand for content that nobody made. Pure.</summary>
public static class FakeArtifact
{
    /// <summary>Returns <c>{"$artifact": …}</c>; the same name always has the same digest.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="name">Its file name; of a path the last part.</param>
    public static JsonElement Of(ArtifactKind kind, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var digest = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)));
        var artifact = new ArtifactReference(digest, kind, Path.GetFileName(name.TrimEnd('/')), 0);
        return JsonSerializer.SerializeToElement(
            new Dictionary<string, ArtifactReference> { [ArtifactReference.Marker] = artifact }, PipelineJson.Options);
    }

    /// <summary>The name of the artifact that a value stands for; null when it is any other value.</summary>
    public static string? NameOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(ArtifactReference.Marker, out var artifact)
        && artifact.ValueKind == JsonValueKind.Object
        && artifact.TryGetProperty("name", out var name)
            ? name.GetString()
            : null;
}
