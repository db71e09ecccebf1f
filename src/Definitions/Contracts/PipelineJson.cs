using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Contracts;

/// <summary>How definitions, contracts and states are written as JSON: camel case, enum names, no nulls.</summary>
public static class PipelineJson
{
    /// <summary>Read-only options for <see cref="JsonSerializer"/>.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
