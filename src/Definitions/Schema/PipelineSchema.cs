using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipelines.Definitions.Reading;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Reading.Steps;

namespace Pipelines.Definitions.Schema;

/// <summary>The JSON Schema of pipeline files, for editors that complete and check while somebody types.</summary>
/// <remarks>
/// Made from the fields that the compiler reads, so the two know the same names. The schema says what can stand where;
/// what refers to what, and the types of expressions, only the compiler checks.
/// </remarks>
public static class PipelineSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>Returns the schema as JSON Schema 2020-12, indented, ending in a line break. The same on every
    /// call.</summary>
    public static string Create()
    {
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Pipeline",
            ["description"] = "A pipeline: its parameters, steps and outputs.",
        };
        foreach (var (key, value) in ShapeSchema.OfFields(PipelineReader.Set)) schema[key] = value?.DeepClone();
        schema["$defs"] = Parts();
        return schema.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Parts()
    {
        var parts = new JsonObject
        {
            ["steps"] = ShapeSchema.Of(new Shape.Map(new Shape.Part("step"), Part.Name)),
            ["block"] = ShapeSchema.OfFields(BlockReader.Set),
            ["finally"] = new JsonObject
            {
                // A map with the one key 'steps' is a block, unless it is a step of that name.
                ["anyOf"] = new JsonArray(ShapeSchema.OfFields(BlockReader.OnlySteps), ShapeSchema.Ref("steps")),
            },
            ["step"] = Step(),
            ["template"] = Laid(),
        };
        foreach (var reader in StepTypes.Readers)
        {
            var fields = ShapeSchema.OfFields(reader.Fields.Without(StepTemplates.Use));
            fields["description"] = reader.About;
            fields["properties"]!["type"] = new JsonObject
            {
                ["description"] = "What the step does.",
                ["enum"] = new JsonArray([.. reader.Types.Select(t => JsonValue.Create(t))]),
            };
            parts[NameOf(reader)] = fields;
        }

        return parts;
    }

    /// <summary>A step is checked by its type; one that uses a template only by the names of its fields.</summary>
    private static JsonObject Step()
    {
        var byType = new JsonArray();
        foreach (var reader in StepTypes.Readers)
        {
            byType.Add(new JsonObject
            {
                ["if"] = new JsonObject
                {
                    ["properties"] = new JsonObject
                    {
                        ["type"] = new JsonObject { ["enum"] = new JsonArray(
                            [.. reader.Types.Select(t => JsonValue.Create(t))]) },
                    },
                },
                ["then"] = ShapeSchema.Ref(NameOf(reader)),
            });
        }

        return new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject
            {
                ["type"] = new JsonObject
                {
                    ["description"] = "What the step does.",
                    ["enum"] = new JsonArray([.. StepTypes.Names.Select(t => JsonValue.Create(t))]),
                },
            },
            ["if"] = new JsonObject { ["required"] = new JsonArray(StepTemplates.Use) },
            ["then"] = ShapeSchema.Ref("template"),
            ["else"] = new JsonObject { ["required"] = new JsonArray("type"), ["allOf"] = byType },
        };
    }

    private static JsonObject Laid()
    {
        var properties = new JsonObject();
        foreach (var field in StepTypes.Readers.SelectMany(r => r.Fields.All).DistinctBy(f => f.Name))
            properties[field.Name] = new JsonObject { ["description"] = field.About };
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
    }

    private static string NameOf(StepReader reader) => "step-" + (reader.Types.Count == 1 ? reader.Types[0] : "job");
}
