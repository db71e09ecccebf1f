using System.Collections;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace Temporalio.Service.Tests.Wire;

/// <summary>
/// The fields that an answer has, as paths; of enums and flags the values too. Ids, times and sizes differ from run to
/// run and count as there or not. Events stand by their type, so that their fields are compared type by type.
/// </summary>
internal static partial class AnswerShape
{
    private static readonly HashSet<string> Leaves =
    [
        "google.protobuf.Timestamp", "google.protobuf.Duration", "temporal.api.common.v1.Payload",
    ];

    public static SortedSet<string> Of(IMessage message)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Walk(message, "", paths);
        return paths;
    }

    public static SortedSet<string> Of(MessageDescriptor type, JsonElement json)
    {
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        Walk(type, json, "", paths);
        return paths;
    }

    /// <summary>Returns a text with all UUIDs made alike.</summary>
    public static string WithoutIds(string text) => Uuid().Replace(text, "<id>");

    private static void Walk(IMessage message, string at, SortedSet<string> paths)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            var path = at + "." + field.JsonName;
            var value = field.Accessor.GetValue(message);
            if (field.IsMap)
            {
                foreach (DictionaryEntry entry in (IDictionary)value)
                    Add(field.MessageType.FindFieldByNumber(2), entry.Value!, Keyed(path, entry.Key.ToString()!), paths);
            }
            else if (field.IsRepeated)
            {
                var list = ((IEnumerable)value).Cast<object>().ToList();
                foreach (var item in list) Add(field, item, Item(path, EventOf(item)), paths);
                Sequence(path, list.Select(EventOf), paths);
            }
            else if (IsThere(field, message, value))
            {
                Add(field, value, path, paths);
            }
        }
    }

    private static bool IsThere(FieldDescriptor field, IMessage message, object value)
    {
        if (field.HasPresence) return field.Accessor.HasValue(message);
        return value switch
        {
            string text => text.Length > 0,
            ByteString bytes => bytes.Length > 0,
            bool flag => flag,
            _ => Convert.ToDouble(value) != 0,
        };
    }

    private static void Add(FieldDescriptor field, object value, string path, SortedSet<string> paths)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                paths.Add(path);
                if (!Leaves.Contains(field.MessageType.FullName)) Walk((IMessage)value, path, paths);
                break;
            case FieldType.Enum:
                paths.Add($"{path} = {field.EnumType.FindValueByNumber((int)value)?.Name}");
                break;
            case FieldType.Bool:
                paths.Add($"{path} = {value}");
                break;
            default:
                paths.Add(path);
                break;
        }
    }

    private static void Walk(MessageDescriptor type, JsonElement json, string at, SortedSet<string> paths)
    {
        foreach (var property in json.EnumerateObject())
        {
            var path = at + "." + property.Name;
            var field = type.Fields.InDeclarationOrder().FirstOrDefault(one => one.JsonName == property.Name);
            if (field is null)
            {
                paths.Add(path);
            }
            else if (field.IsMap)
            {
                foreach (var entry in property.Value.EnumerateObject())
                    Add(field.MessageType.FindFieldByNumber(2), entry.Value, Keyed(path, entry.Name), paths);
            }
            else if (field.IsRepeated)
            {
                foreach (var item in property.Value.EnumerateArray()) Add(field, item, Item(path, EventOf(item)), paths);
                Sequence(path, property.Value.EnumerateArray().Select(EventOf), paths);
            }
            else
            {
                Add(field, property.Value, path, paths);
            }
        }
    }

    private static void Add(FieldDescriptor field, JsonElement value, string path, SortedSet<string> paths)
    {
        switch (field.FieldType)
        {
            case FieldType.Message:
                paths.Add(path);
                if (!Leaves.Contains(field.MessageType.FullName)) Walk(field.MessageType, value, path, paths);
                break;
            case FieldType.Enum or FieldType.Bool:
                paths.Add($"{path} = {value}");
                break;
            default:
                paths.Add(path);
                break;
        }
    }

    private static void Sequence(string path, IEnumerable<string?> events, SortedSet<string> paths)
    {
        var text = string.Join(" > ", events.Where(name => name is not null));
        if (text.Length > 0) paths.Add($"{path}: {text}");
    }

    private static string? EventOf(object item) => item is Api.History.V1.HistoryEvent one
        ? one.EventType.ToString()
        : null;

    private static string? EventOf(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("eventType", out var type)
            || !item.TryGetProperty("eventId", out _) || !item.TryGetProperty("eventTime", out _)) return null;
        return Api.History.V1.HistoryEvent.Descriptor.FindFieldByName("event_type").EnumType
            .FindValueByName(type.GetString()!) is { } value
            ? ((Api.Enums.V1.EventType)value.Number).ToString()
            : null;
    }

    private static string Keyed(string path, string key) => $"{path}{{{WithoutIds(key)}}}";

    private static string Item(string path, string? eventType) => $"{path}[{eventType}]";

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uuid();
}
