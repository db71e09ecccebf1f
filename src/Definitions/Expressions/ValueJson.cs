using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions;

/// <summary>Converts values from and to JSON.</summary>
public static class ValueJson
{
    private const int MaximumDepth = 2_000;

    /// <summary>Returns the value of a JSON element: a number without point and exponent is int (or uint above int's
    /// range), else double.</summary>
    public static Value Read(JsonElement json) => Read(json, CelType.Dyn);

    /// <summary>Returns the value of a JSON element of a known type.</summary>
    /// <param name="json">The element.</param>
    /// <param name="expected">The type that was declared: where it is double, int or uint, a JSON number becomes that,
    /// where it fits; where it is timestamp, duration or bytes, text becomes that, where it can be read. Everything
    /// else stays as it is.</param>
    public static Value Read(JsonElement json, CelType expected) => json.ValueKind switch
    {
        JsonValueKind.True => Value.True,
        JsonValueKind.False => Value.False,
        JsonValueKind.Number => Number(json, expected),
        JsonValueKind.String => Text(json.GetString()!, expected),
        JsonValueKind.Array =>
            new Value.List([.. json.EnumerateArray().Select(item => Read(item, ElementOf(expected)))]),
        JsonValueKind.Object =>
            Value.Of(json.EnumerateObject()
                .Select(p => KeyValuePair.Create(p.Name, Read(p.Value, FieldOf(expected, p.Name))))),
        _ => Value.NullValue,
    };

    /// <summary>Writes a value. Doubles keep a decimal point, so that they are read back as doubles; NaN and the
    /// infinities,
    /// bytes (base64), times and durations become text, an optional becomes what it holds or null.</summary>
    public static void Write(Utf8JsonWriter writer, Value value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value)
        {
            case Value.Bool truth:
                writer.WriteBooleanValue(truth.Truth);
                break;
            case Value.Int number:
                writer.WriteNumberValue(number.Number);
                break;
            case Value.UInt number:
                writer.WriteNumberValue(number.Number);
                break;
            case Value.Double number:
                WriteDouble(writer, number.Number);
                break;
            case Value.Text text:
                writer.WriteStringValue(text.Content);
                break;
            case Value.Bytes bytes:
                writer.WriteBase64StringValue(bytes.Content.AsSpan());
                break;
            case Value.List list:
                writer.WriteStartArray();
                foreach (var item in list.Items) Write(writer, item);
                writer.WriteEndArray();
                break;
            case Value.Map map:
                writer.WriteStartObject();
                foreach (var (key, item) in map.Entries)
                {
                    writer.WritePropertyName(AsText(key));
                    Write(writer, item);
                }

                writer.WriteEndObject();
                break;
            case Value.Optional { Held: { } held }:
                Write(writer, held);
                break;
            case Value.Null or Value.Optional or null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(AsText(value));
                break;
        }
    }

    /// <summary>Returns the value as compact JSON.</summary>
    public static string ToText(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options =
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaximumDepth };
        using (var writer = new Utf8JsonWriter(buffer, options)) Write(writer, value);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Returns the value as a JSON element.</summary>
    public static JsonElement ToElement(Value value) =>
        JsonElement.Parse(ToText(value), new JsonDocumentOptions { MaxDepth = MaximumDepth });

    private static string AsText(Value value) => value is Value.Type type
        ? type.Name
        : ValueText.Convert(value).Value is Value.Text text ? text.Content : value.TypeName;

    private static void WriteDouble(Utf8JsonWriter writer, double number)
    {
        if (!double.IsFinite(number))
        {
            writer.WriteStringValue(ValueText.Number(number));
            return;
        }

        var text = number.ToString("R", CultureInfo.InvariantCulture);
        writer.WriteRawValue(text.AsSpan().IndexOfAny('.', 'E') < 0 ? text + ".0" : text, skipInputValidation: true);
    }

    private static Value Number(JsonElement json, CelType expected)
    {
        if (expected == CelType.Double) return new Value.Double(json.GetDouble());
        if (expected == CelType.UInt && json.TryGetUInt64(out var unsigned)) return new Value.UInt(unsigned);
        if (json.TryGetInt64(out var integer)) return new Value.Int(integer);
        if (json.TryGetUInt64(out unsigned)) return new Value.UInt(unsigned);
        var real = json.GetDouble();
        return expected == CelType.Int && MapKey.Normalize(new Value.Double(real)) is Value.Int whole
            ? whole
            : new Value.Double(real);
    }

    private static Value Text(string text, CelType expected)
    {
        if (expected == CelType.Timestamp) return Times.ReadTimestamp(text).Value ?? new Value.Text(text);
        if (expected == CelType.Duration) return Times.ReadDuration(text).Value ?? new Value.Text(text);
        if (expected == CelType.Double && text is ("NaN" or "Infinity" or "-Infinity"))
        {
            return new Value.Double(double.Parse(text, CultureInfo.InvariantCulture));
        }

        if (expected != CelType.Bytes) return new Value.Text(text);
        var bytes = new byte[((text.Length + 3) / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var count)
            ? new Value.Bytes([.. bytes.AsSpan(0, count)])
            : new Value.Text(text);
    }

    private static CelType ElementOf(CelType type) =>
        type is CelType.Named { Name: "list", Parameters: [{ } element] } ? element : CelType.Dyn;

    private static CelType FieldOf(CelType type, string field) => type switch
    {
        CelType.Record record => record.Fields.GetValueOrDefault(field, CelType.Dyn),
        CelType.Named { Name: "map", Parameters: [_, { } value] } => value,
        _ => CelType.Dyn,
    };
}
