using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Yaml;

/// <summary>Writes YAML values as JSON. Fractions keep a point, so that <c>1.0</c> stays a fraction.</summary>
internal static class YamlJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 512 };

    /// <summary>Returns the value; numbers that JSON cannot hold are reported and become null.</summary>
    public static JsonElement ToJson(YamlNode node, DiagnosticBag bag) => Build(writer => Write(writer, node, bag));

    public static JsonElement Of(string text) => Build(writer => writer.WriteStringValue(text));

    public static JsonElement Of(long value) => Build(writer => writer.WriteNumberValue(value));

    public static JsonElement Of(bool value) => Build(writer => writer.WriteBooleanValue(value));

    /// <summary>Returns a fraction: always with a point or an exponent.</summary>
    public static JsonElement Of(double value) => Build(writer => writer.WriteRawValue(Fraction(value)));

    public static JsonElement Build(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(64);
        using (var writer = new Utf8JsonWriter(buffer, Plain)) write(writer);
        return Parse(buffer.WrittenMemory);
    }

    public static JsonElement Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, Deep);
        return document.RootElement.Clone();
    }

    /// <summary>Reports every number below the node that no 64-bit type holds.</summary>
    public static bool IsFit(YamlNode.Scalar scalar, DiagnosticBag bag)
    {
        if (scalar.Value is not CoreValue.Unfit unfit) return true;
        bag.Error(
            DiagnosticCodes.Number,
            scalar.Span,
            $"{Shown.Text(scalar.Text)} cannot be kept: {unfit.Reason}.",
            "quote it when it is meant as text");
        return false;
    }

    private static void Write(Utf8JsonWriter writer, YamlNode node, DiagnosticBag bag)
    {
        switch (node)
        {
            case YamlNode.Mapping map:
                writer.WriteStartObject();
                foreach (var entry in map.Entries)
                {
                    writer.WritePropertyName(Valid(entry.Name));
                    Write(writer, entry.Value, bag);
                }

                writer.WriteEndObject();
                break;
            case YamlNode.Sequence list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item, bag);
                writer.WriteEndArray();
                break;
            case YamlNode.Scalar scalar:
                Write(writer, scalar, bag);
                break;
        }
    }

    private static void Write(Utf8JsonWriter writer, YamlNode.Scalar scalar, DiagnosticBag bag)
    {
        switch (scalar.Value)
        {
            case CoreValue.Words words:
                writer.WriteStringValue(Valid(words.Value));
                break;
            case CoreValue.Whole whole:
                writer.WriteNumberValue(whole.Value);
                break;
            case CoreValue.Real real:
                writer.WriteRawValue(Fraction(real.Value));
                break;
            case CoreValue.Truth truth:
                writer.WriteBooleanValue(truth.Value);
                break;
            default:
                IsFit(scalar, bag);
                writer.WriteNullValue();
                break;
        }
    }

    private static string Fraction(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'e', 'E') ? text : text + ".0";
    }

    /// <summary>Replaces halves of surrogate pairs, which UTF-8 cannot hold.</summary>
    private static string Valid(string text)
    {
        foreach (var character in text)
        {
            if (char.IsSurrogate(character))
                return System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return text;
    }
}
