using System.Text.Json;
using Pipelines.Activities.State;

namespace Pipelines.Activities.Artifacts;

/// <summary>What a stored directory holds; its canonical bytes are what the directory's digest is taken over.</summary>
/// <param name="Entries">Files and empty folders, sorted by path (ordinal).</param>
public sealed record DirectoryManifest(IReadOnlyList<ManifestEntry> Entries)
{
    private const int Version = 1;

    /// <summary>Bytes of all files.</summary>
    public long Size => Entries.Sum(entry => entry.Size);

    /// <summary>Returns the canonical form: JSON without spaces, entries sorted, fields in a fixed order.</summary>
    public byte[] ToBytes()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray("entries");
            foreach (var entry in Entries.OrderBy(entry => entry.Path, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("path", entry.Path);
                if (entry.Digest is not null)
                {
                    json.WriteString("digest", entry.Digest);
                    json.WriteNumber("size", entry.Size);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    /// <summary>Reads the canonical form and checks every path in it.</summary>
    /// <exception cref="ArtifactException">The bytes are no manifest, or name a path that would leave the
    /// directory.</exception>
    public static DirectoryManifest Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.GetProperty("version").GetInt32() != Version)
                throw new ArtifactException(ArtifactFault.Refused,
                    $"a directory's manifest has version {root.GetProperty("version")}; this program reads {Version}");
            return new DirectoryManifest([.. root.GetProperty("entries").EnumerateArray().Select(ParseEntry)]);
        }
        catch (Exception error) when (
            error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ArtifactException(
                ArtifactFault.Refused, $"the content is not a directory's manifest: {error.Message}", error);
        }
    }

    private static ManifestEntry ParseEntry(JsonElement entry)
    {
        var path = entry.GetProperty("path").GetString()!;
        var parts = path.TrimEnd('/').Split('/');
        if (!parts.All(PathName.IsPlain))
            throw new ArtifactException(ArtifactFault.Refused, $"a directory's manifest names the path '{path}'");
        if (!entry.TryGetProperty("digest", out var digest)) return new ManifestEntry(path, null, 0);
        var text = digest.GetString();
        _ = ArtifactDigest.Hex(text);
        return new ManifestEntry(path, text, entry.GetProperty("size").GetInt64());
    }
}
