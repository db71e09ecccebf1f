using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Model;

/// <summary>What it means that a loop has made its last allowed round and its test asks for more.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OnMaximum>))]
public enum OnMaximum
{
    /// <summary>The loop is done. The default.</summary>
    [JsonStringEnumMemberName("finish")] Finish,

    /// <summary>The step fails with class <c>MaximumReached</c>.</summary>
    [JsonStringEnumMemberName("fail")] Fail,
}
