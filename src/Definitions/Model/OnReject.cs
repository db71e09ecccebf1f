using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Model;

/// <summary>What a refused approval means.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OnReject>))]
public enum OnReject
{
    /// <summary>The step fails with class <c>Rejected</c>. The default.</summary>
    [JsonStringEnumMemberName("fail")] Fail,

    /// <summary>The step succeeds with <c>approved</c> false.</summary>
    [JsonStringEnumMemberName("continue")] Continue,
}
