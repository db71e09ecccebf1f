using System.Text.Json.Nodes;
using Pipelines.Definitions.Reading;
using Pipelines.Definitions.Reading.Shapes;

namespace Pipelines.Definitions.Schema;

/// <summary>Writes shapes as JSON Schema.</summary>
internal static class ShapeSchema
{
    private const string DurationPattern = @"^\s*(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ms|s|m|h|d)|P[0-9DTHMS.]+)\s*$";

    /// <summary>Returns the schema of a map with these fields and no others.</summary>
    public static JsonObject OfFields(FieldSet fields)
    {
        var properties = new JsonObject();
        foreach (var field in fields.All)
        {
            var property = new JsonObject { ["description"] = field.About };
            foreach (var (key, value) in Of(field.Shape)) property[key] = value?.DeepClone();
            properties[field.Name] = property;
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        var required = fields.All.Where(f => f.Required).Select(f => JsonValue.Create(f.Name)).ToArray();
        if (required.Length > 0) schema["required"] = new JsonArray([.. required]);
        schema["additionalProperties"] = false;
        return schema;
    }

    public static JsonObject Ref(string part) => new() { ["$ref"] = $"#/$defs/{part}" };

    public static JsonObject Of(Shape shape) => shape switch
    {
        Shape.Text { Pattern: { } pattern } => new() { ["type"] = "string", ["pattern"] = pattern },
        Shape.Text => new() { ["type"] = "string" },
        Shape.Word or Shape.Expression => Types("string", "number", "boolean"),
        Shape.Constant => Types("string", "number", "boolean", "array"),
        Shape.Value => [],
        Shape.Duration => new() { ["type"] = "string", ["pattern"] = DurationPattern },
        Shape.Whole whole => new() { ["type"] = "integer", ["minimum"] = whole.Least, ["maximum"] = whole.Most },
        Shape.Number { Least: { } least } => new() { ["type"] = "number", ["minimum"] = least },
        Shape.Number => new() { ["type"] = "number" },
        Shape.Truth => new() { ["type"] = "boolean" },
        Shape.Words words => new() { ["enum"] = new JsonArray([.. words.Known.Select(w => JsonValue.Create(w))]) },
        Shape.List list => List(list),
        Shape.Map map => Map(map),
        Shape.Object { Fields: var fields } => OfFields(fields),
        Shape.Either either => new() { ["anyOf"] = new JsonArray([.. either.Shapes.Select(Of)]) },
        Shape.Part part => Ref(part.Name),
        _ => throw new InvalidOperationException($"{shape.GetType().Name} is a shape that the schema does not know."),
    };

    private static JsonObject Types(params string[] types) =>
        new() { ["type"] = new JsonArray([.. types.Select(t => JsonValue.Create(t))]) };

    private static JsonObject List(Shape.List list)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(list.Item) };
        if (list.Least > 0) schema["minItems"] = list.Least;
        return schema;
    }

    private static JsonObject Map(Shape.Map map)
    {
        var schema = new JsonObject { ["type"] = "object" };
        if (map.Names is { } names) schema["propertyNames"] = new JsonObject { ["pattern"] = names };
        schema["additionalProperties"] = Of(map.Item);
        return schema;
    }
}
