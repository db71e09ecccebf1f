using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Contracts;

/// <summary>The digest that names a definition.</summary>
public static class DefinitionDigest
{
    /// <summary>
    /// Returns <c>sha256:</c> and 64 hexadecimal digits over the canonical JSON of all fields but the digest.
    /// </summary>
    /// <remarks>Canonical: UTF-8, no white space, keys of every object in ordinal order, lists in their own.</remarks>
    public static string Of(PipelineDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Canonical(definition with { Digest = "" })));
    }

    /// <summary>Returns the canonical JSON.</summary>
    public static byte[] Canonical(PipelineDefinition definition)
    {
        var element = JsonSerializer.SerializeToElement(definition, PipelineJson.Options);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = PipelineJson.Options.Encoder }))
            Write(writer, element);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray()) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
