using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Scheduling.Binding;
using Pipelines.Workflows.Scheduling.Compiled;

namespace Pipelines.Workflows.Scheduling;

/// <summary>What a foreach goes through, and what it collects.</summary>
internal static class ItemList
{
    private static readonly JsonWriterOptions Writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = PipelineJson.MaximumDepth,
    };

    /// <summary>The items, in order.</summary>
    /// <exception cref="FieldException">A field is no list, or all items together are too large.</exception>
    public static ImmutableArray<JsonElement> Of(CompiledStep.ForEach step, FlowBindings bindings)
    {
        var items = step.Items is { } list
            ? ListOf(list, bindings)
            : Combinations([.. step.Matrix.Select(axis => (axis.Name, ListOf(axis.Template, bindings)))]);
        return items.Sum(ValueSize.Of) <= ValueSize.MostKept
            ? items
            : throw new FieldException(
                ValueSize.TooLarge($"its {items.Length} items").Message, FieldException.TooLarge);
    }

    /// <summary>The outputs of all items: name → list in the order of the items.</summary>
    public static Dictionary<string, JsonElement> Collected(CompiledStep.ForEach step, StepWork.Items work) =>
        step.OutputNames.ToDictionary(name => name, name => List(name, work), StringComparer.Ordinal);

    private static JsonElement List(string name, StepWork.Items work) => Json(writer =>
    {
        foreach (var (_, outputs) in work.Outputs)
        {
            if (!outputs.Values.TryGetValue(name, out var value)) writer.WriteNullValue();
            else if (!outputs.IsChunk) value.WriteTo(writer);
            else foreach (var item in value.EnumerateArray()) item.WriteTo(writer);
        }
    });

    private static ImmutableArray<JsonElement> ListOf(FieldTemplate template, FlowBindings bindings)
    {
        var value = template.EvaluateJson(bindings);
        return value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray()]
            : throw FieldException.WrongValue(template.Field, Shown.Cut(value.GetRawText()), "a list");
    }

    // The last axis changes fastest.
    private static ImmutableArray<JsonElement> Combinations(
        ImmutableArray<(string Name, ImmutableArray<JsonElement> Values)> axes)
    {
        // Every combination has two bytes at least, so that more than these are too large in any case.
        var count = axes.Aggregate(1L, (product, axis) => Math.Min(product * axis.Values.Length, ValueSize.MostKept));
        if (count >= ValueSize.MostKept)
        {
            throw new FieldException(
                ValueSize.TooLarge("the combinations of its matrix").Message, FieldException.TooLarge);
        }

        return [.. Json(writer => Write(writer, axes, count)).EnumerateArray()];
    }

    private static void Write(
        Utf8JsonWriter writer, ImmutableArray<(string Name, ImmutableArray<JsonElement> Values)> axes, long count)
    {
        for (var combination = 0L; combination < count; combination++)
        {
            writer.WriteStartObject();
            var below = count;
            foreach (var (name, values) in axes)
            {
                below /= values.Length;
                writer.WritePropertyName(name);
                values[(int)(combination / below % values.Length)].WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }

    private static JsonElement Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Writing))
        {
            writer.WriteStartArray();
            write(writer);
            writer.WriteEndArray();
        }

        return JsonElement.Parse(buffer.WrittenSpan, new JsonDocumentOptions { MaxDepth = PipelineJson.MaximumDepth });
    }
}
