using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Activities.Artifacts;

/// <summary>How an artifact stands inside a JSON value: <c>{"$artifact": { … }}</c>.</summary>
public static class ArtifactValue
{
    /// <summary>Returns the value that stands for <paramref name="artifact"/>.</summary>
    public static JsonElement ToJson(ArtifactReference artifact) => JsonSerializer.SerializeToElement(
        new Dictionary<string, ArtifactReference> { [ArtifactReference.Marker] = artifact }, PipelineJson.Options);

    /// <summary>Returns the artifact that <paramref name="value"/> stands for; null when it is any other
    /// value.</summary>
    /// <exception cref="ArtifactException">The value has the mark but no well-formed reference.</exception>
    public static ArtifactReference? Read(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || !value.TryGetProperty(ArtifactReference.Marker, out var body))
            return null;
        try
        {
            var artifact = body.Deserialize<ArtifactReference>(PipelineJson.Options);
            if (artifact is null || !ArtifactDigest.IsValid(artifact.Digest) || !State.PathName.IsPlain(artifact.Name))
                throw new ArtifactException(ArtifactFault.Refused,
                    $"{Shorten(body)} is not an artifact reference: it needs digest, kind, a plain name and size");
            return artifact;
        }
        catch (JsonException error)
        {
            throw new ArtifactException(
                ArtifactFault.Refused, $"{Shorten(body)} is not an artifact reference: {error.Message}", error);
        }
    }

    private static string Shorten(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 200 ? text : text[..200] + "…";
    }
}
