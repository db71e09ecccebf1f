using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pipelines.Definitions.Tests.Schema;

/// <summary>Checks JSON against a schema, as far as ours goes; a keyword that it does not know fails the test.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    /// <summary>Returns what is wrong, each with its path; nothing when all is right.</summary>
    public IReadOnlyList<string> Run(JsonElement value) => Check(root, value, "$").ToList();

    private IEnumerable<string> Check(JsonElement schema, JsonElement value, string path)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            foreach (var fault in Check(schema, keyword.Name, keyword.Value, value, path)) yield return fault;
        }
    }

    private IEnumerable<string> Check(JsonElement schema, string keyword, JsonElement rule, JsonElement value, string path)
    {
        switch (keyword)
        {
            case "$schema" or "$defs" or "title" or "description" or "then" or "else":
                return [];
            case "$ref":
                return Check(root.GetProperty("$defs").GetProperty(rule.GetString()!["#/$defs/".Length..]), value, path);
            case "type":
                return Unless(Types(rule).Any(t => IsOf(t, value)), $"{path} is no {rule}");
            case "enum":
                return Unless(rule.EnumerateArray().Any(e => JsonElement.DeepEquals(e, value)), $"{path} is none of {rule}");
            case "pattern":
                return Unless(value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!), $"{path} breaks {rule}");
            case "minimum":
                return Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble(), $"{path} is below {rule}");
            case "maximum":
                return Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble(), $"{path} is above {rule}");
            case "minItems":
                return Unless(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= rule.GetInt32(), $"{path} has too few items");
            case "items":
                return value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany((v, i) => Check(rule, v, $"{path}[{i}]")) : [];
            case "anyOf":
                return Unless(rule.EnumerateArray().Any(r => !Check(r, value, path).Any()), $"{path} fits nothing of anyOf");
            case "allOf":
                return rule.EnumerateArray().SelectMany(r => Check(r, value, path));
            case "if":
                var next = Check(rule, value, path).Any() ? "else" : "then";
                return schema.TryGetProperty(next, out var branch) ? Check(branch, value, path) : [];
            case "required" or "properties" or "additionalProperties" or "propertyNames":
                return value.ValueKind == JsonValueKind.Object ? CheckMap(schema, keyword, rule, value, path) : [];
            default:
                throw new NotSupportedException($"The schema has the keyword '{keyword}'.");
        }
    }

    private IEnumerable<string> CheckMap(JsonElement schema, string keyword, JsonElement rule, JsonElement value, string path)
    {
        switch (keyword)
        {
            case "required":
                return rule.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{path}.{r} is missing");
            case "properties":
                return value.EnumerateObject().Where(p => rule.TryGetProperty(p.Name, out _))
                    .SelectMany(p => Check(rule.GetProperty(p.Name), p.Value, $"{path}.{p.Name}"));
            case "propertyNames":
                return value.EnumerateObject().Where(p => !Regex.IsMatch(p.Name, rule.GetProperty("pattern").GetString()!))
                    .Select(p => $"{path}.{p.Name} is no name");
            default:
                var others = value.EnumerateObject()
                    .Where(p => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(p.Name, out _));
                return rule.ValueKind == JsonValueKind.False
                    ? others.Select(p => $"{path}.{p.Name} is unknown")
                    : others.SelectMany(p => Check(rule, p.Value, $"{path}.{p.Name}"));
        }
    }

    private static IEnumerable<string> Unless(bool right, string fault) => right ? [] : [fault];

    private static IEnumerable<string> Types(JsonElement rule) =>
        rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Select(t => t.GetString()!) : [rule.GetString()!];

    private static bool IsOf(string type, JsonElement value) => (type, value.ValueKind) switch
    {
        ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) or ("object", JsonValueKind.Object) => true,
        ("array", JsonValueKind.Array) or ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        _ => false,
    };
}
