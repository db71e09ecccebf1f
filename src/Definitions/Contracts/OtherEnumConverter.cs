using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Contracts;

/// <summary>Writes enums that do not say how they are written by their names in camel case.</summary>
internal sealed class OtherEnumConverter : JsonConverterFactory
{
    private readonly JsonStringEnumConverter _names = new(JsonNamingPolicy.CamelCase);

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsEnum && !typeToConvert.IsDefined(typeof(JsonConverterAttribute), inherit: false);

    /// <inheritdoc/>
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        _names.CreateConverter(typeToConvert, options);
}
