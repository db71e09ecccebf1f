using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Diagnostics;

/// <summary>Whether a finding stops the definition from being used.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    /// <summary>The definition cannot be used.</summary>
    [JsonStringEnumMemberName("error")] Error,

    /// <summary>The definition can be used; something in it is probably not meant.</summary>
    [JsonStringEnumMemberName("warning")] Warning,
}
