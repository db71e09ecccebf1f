using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Contracts;

/// <summary>
/// Writes a definition as it is, a large one as gzip in base64: Temporal refuses payloads of 2 MiB. Reads both.
/// </summary>
internal sealed class PackedDefinitionConverter : JsonConverter<PipelineDefinition>
{
    private const int LargestPlain = 256 * 1024;
    private const int LargestUnpacked = 256 * 1024 * 1024;

    /// <inheritdoc/>
    public override PipelineDefinition? Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            return JsonSerializer.Deserialize<PipelineDefinition>(ref reader, options);
        using var packed = new GZipStream(new MemoryStream(reader.GetBytesFromBase64()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = packed.Read(buffer); read > 0; read = packed.Read(buffer))
        {
            plain.Write(buffer, 0, read);
            if (plain.Length > LargestUnpacked) throw new JsonException("the packed definition is larger than 256 MiB");
        }

        return JsonSerializer.Deserialize<PipelineDefinition>(plain.GetBuffer().AsSpan(0, (int)plain.Length), options);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PipelineDefinition value, JsonSerializerOptions options)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(value, options);
        if (plain.Length <= LargestPlain)
        {
            writer.WriteRawValue(plain, skipInputValidation: true);
            return;
        }

        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true)) stream.Write(plain);
        writer.WriteBase64StringValue(packed.GetBuffer().AsSpan(0, (int)packed.Length));
    }
}
