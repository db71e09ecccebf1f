using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Pipelines.Definitions.Contracts;

/// <summary>How definitions, contracts and states are written as JSON: camel case, enum names, no nulls.</summary>
/// <remarks>Reading is by code made at build time; only types that are not of this project, such as those of a
/// component's
/// parameters, are looked up when they are first met.</remarks>
public static class PipelineJson
{
    /// <summary>
    /// Objects and lists inside each other that are read and written: nested blocks take several levels each.
    /// </summary>
    public const int MaximumDepth = 512;

    /// <summary>Read-only options for <see cref="JsonSerializer"/>.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            AllowOutOfOrderMetadataProperties = true,
            MaxDepth = MaximumDepth,
        };
        options.TypeInfoResolverChain.Add(PipelineJsonContext.Default);
        options.TypeInfoResolverChain.Add(new DefaultJsonTypeInfoResolver());
        options.Converters.Add(new OtherEnumConverter());
        options.MakeReadOnly();
        return options;
    }
}
