using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>
/// Older tools write enum values in short form (<c>WorkflowExecutionStarted</c> for
/// <c>EVENT_TYPE_WORKFLOW_EXECUTION_STARTED</c>). This brings them to the form that protobuf's JSON knows.
/// </summary>
internal static class HistoryJson
{
    public static string WithLongEnumNames(string json)
    {
        var root = JsonNode.Parse(json) as JsonObject
            ?? throw new ArgumentException("A history's JSON is an object with 'events'.", nameof(json));
        Rewrite(root, History.Descriptor);
        return root.ToJsonString(new JsonSerializerOptions { MaxDepth = 256 });
    }

    private static void Rewrite(JsonObject node, MessageDescriptor message)
    {
        foreach (var field in message.Fields.InFieldNumberOrder())
        {
            var name = node.ContainsKey(field.JsonName) ? field.JsonName : field.Name;
            if (field.IsMap || node[name] is not { } value)
            {
                continue;
            }

            switch (field.FieldType)
            {
                case FieldType.Enum when value is JsonArray list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        list[i] = LongName(list[i]!, field.EnumType);
                    }

                    break;
                case FieldType.Enum:
                    node[name] = LongName(value, field.EnumType);
                    break;
                case FieldType.Message when value is JsonArray list:
                    foreach (var item in list.OfType<JsonObject>())
                    {
                        Rewrite(item, field.MessageType);
                    }

                    break;
                case FieldType.Message when value is JsonObject child:
                    Rewrite(child, field.MessageType);
                    break;
            }
        }
    }

    private static JsonNode LongName(JsonNode value, EnumDescriptor type)
    {
        if (value.GetValueKind() != JsonValueKind.String)
        {
            return value.DeepClone();
        }

        var text = value.GetValue<string>();
        return type.FindValueByName(text) == null && type.FindValueByName(Long(text, type)) is { } known
            ? JsonValue.Create(known.Name)
            : value.DeepClone();
    }

    private static string Long(string shortName, EnumDescriptor type) => Snake(type.Name) + "_" + Snake(shortName);

    private static string Snake(string pascal)
    {
        var snake = new StringBuilder(pascal.Length + 8);
        for (var i = 0; i < pascal.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(pascal[i]) && !char.IsAsciiLetterUpper(pascal[i - 1]))
            {
                snake.Append('_');
            }

            snake.Append(char.ToUpperInvariant(pascal[i]));
        }

        return snake.ToString();
    }
}
