using System.Text.Json;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>JSON in one form: keys sorted, no white space.</summary>
internal static class Canonical
{
    public static string Json(object value) => Write(JsonSerializer.SerializeToElement(value));

    private static string Write(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', json.EnumerateObject()
            .OrderBy(field => field.Name, StringComparer.Ordinal)
            .Select(field => $"{JsonSerializer.Serialize(field.Name)}:{Write(field.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', json.EnumerateArray().Select(Write)) + "]",
        JsonValueKind.String => JsonSerializer.Serialize(json.GetString()),
        _ => json.GetRawText(),
    };
}
