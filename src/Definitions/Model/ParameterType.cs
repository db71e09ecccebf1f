using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Model;

/// <summary>The types a parameter may have.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ParameterType>))]
public enum ParameterType
{
    /// <summary>Text.</summary>
    [JsonStringEnumMemberName("string")] String,

    /// <summary>A 64-bit signed whole number.</summary>
    [JsonStringEnumMemberName("int")] Int,

    /// <summary>A 64-bit floating-point number; whole numbers are accepted.</summary>
    [JsonStringEnumMemberName("float")] Float,

    /// <summary>True or false.</summary>
    [JsonStringEnumMemberName("bool")] Bool,

    /// <summary>A list of any values.</summary>
    [JsonStringEnumMemberName("list")] List,

    /// <summary>A map from text to any values.</summary>
    [JsonStringEnumMemberName("map")] Map,

    /// <summary>
    /// A path to a file, relative to the pipeline's project; it becomes an artifact when the execution starts.
    /// </summary>
    [JsonStringEnumMemberName("file")] File,

    /// <summary>A path to a directory, likewise.</summary>
    [JsonStringEnumMemberName("directory")] Directory,
}
