using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Model;

/// <summary>What happens after a step's last attempt failed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OnFailure>))]
public enum OnFailure
{
    /// <summary>The execution fails. The default.</summary>
    [JsonStringEnumMemberName("stop")] Stop,

    /// <summary>The execution goes on; steps that need the failed one see its status and error.</summary>
    [JsonStringEnumMemberName("continue")] Continue,

    /// <summary>The execution waits for a person.</summary>
    [JsonStringEnumMemberName("wait")] Wait,
}
