using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>One call of the recording: method, request, and the refusal that a real server gave.</summary>
internal sealed record WireCall(string Method, JsonElement Request, int Code, string Message, string Details);

/// <summary>Reads the recording. Times stand there as plain messages, which the official JSON form does not
/// allow.</summary>
internal static class WireRecording
{
    private static readonly string File = Path.Combine(AppContext.BaseDirectory, "wire", "answers-server-1.32.1.json");

    public static WireCall Refusal(string name)
    {
        using var recording = JsonDocument.Parse(System.IO.File.ReadAllBytes(File));
        var entry = recording.RootElement.GetProperty(name);
        var call = entry.GetProperty("calls").EnumerateArray().Last();
        var error = entry.GetProperty("error");
        var details = error.TryGetProperty("detailsBase64", out var bytes) ? bytes.GetString() ?? "" : "";
        return new WireCall(
            call.GetProperty("method").GetString()!,
            call.GetProperty("request").Clone(),
            error.GetProperty("code").GetInt32(),
            error.GetProperty("message").GetString()!,
            details);
    }

    public static void Fill(IMessage message, JsonElement json)
    {
        foreach (var property in json.EnumerateObject())
        {
            var field = message.Descriptor.Fields.InDeclarationOrder().FirstOrDefault(
                one => one.JsonName == property.Name);
            if (field is null) continue; // newer than the messages here
            if (field.IsMap) FillMap((IDictionary)field.Accessor.GetValue(message), field, property.Value);
            else if (field.IsRepeated)
            {
                var list = (IList)field.Accessor.GetValue(message);
                foreach (var item in property.Value.EnumerateArray()) list.Add(Value(field, item));
            }
            else
            {
                field.Accessor.SetValue(message, Value(field, property.Value));
            }
        }
    }

    private static void FillMap(IDictionary map, FieldDescriptor field, JsonElement json)
    {
        var value = field.MessageType.FindFieldByNumber(2);
        foreach (var entry in json.EnumerateObject()) map[entry.Name] = Value(value, entry.Value);
    }

    private static object Value(FieldDescriptor field, JsonElement json)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                var message = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                Fill(message, json);
                return message;
            case FieldType.Enum:
                return System.Enum.ToObject(field.EnumType.ClrType, Number(field.EnumType, json));
            case FieldType.Bytes: return Bytes(json.GetString()!);
            case FieldType.String: return json.GetString()!;
            case FieldType.Bool: return json.GetBoolean();
            case FieldType.Double: return json.GetDouble();
            case FieldType.Float: return json.GetSingle();
            case FieldType.Int64: return json.ValueKind == JsonValueKind.String ? long.Parse(
                json.GetString()!) : json.GetInt64();
            case FieldType.Int32: return json.GetInt32();
            default: throw new NotSupportedException($"{field.FullName} is of type {field.FieldType}");
        }
    }

    /// <summary>Large values are cut short in the recording; what is left of them is no base64.</summary>
    private static ByteString Bytes(string text)
    {
        var buffer = new byte[text.Length];
        return Convert.TryFromBase64String(text, buffer, out var length)
            ? ByteString.CopyFrom(buffer, 0, length)
            : ByteString.Empty;
    }

    private static int Number(EnumDescriptor type, JsonElement json) =>
        json.ValueKind == JsonValueKind.Number ? json.GetInt32() : type.FindValueByName(json.GetString()!).Number;
}
