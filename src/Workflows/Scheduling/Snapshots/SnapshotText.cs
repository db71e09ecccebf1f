using System.IO.Compression;
using System.Text.Json;

namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>Snapshots as text: gzip of JSON in base64.</summary>
internal static class SnapshotText
{
    /// <summary>Most characters that travel beside a packed definition in one message of Temporal.</summary>
    public const int Longest = 1_300_000;

    /// <summary>Returns the text.</summary>
    public static string Write(FlowSnapshot snapshot)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            JsonSerializer.Serialize(stream, snapshot, SnapshotJson.Default.FlowSnapshot);
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    /// <summary>Returns the snapshot.</summary>
    /// <exception cref="JsonException">The text is no snapshot.</exception>
    public static FlowSnapshot Read(string text)
    {
        using var stream = new GZipStream(new MemoryStream(Convert.FromBase64String(text)), CompressionMode.Decompress);
        return JsonSerializer.Deserialize(stream, SnapshotJson.Default.FlowSnapshot)
            ?? throw new JsonException("The state to go on with is null.");
    }
}
