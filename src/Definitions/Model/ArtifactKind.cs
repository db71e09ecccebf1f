using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Model;

/// <summary>What an artifact is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ArtifactKind>))]
public enum ArtifactKind
{
    /// <summary>Any file.</summary>
    [JsonStringEnumMemberName("file")] File,

    /// <summary>A directory with all below it.</summary>
    [JsonStringEnumMemberName("directory")] Directory,

    /// <summary>A JSON value; up to 32 KiB it travels inline.</summary>
    [JsonStringEnumMemberName("value")] Value,

    /// <summary>A table (CSV).</summary>
    [JsonStringEnumMemberName("table")] Table,

    /// <summary>An array (npy).</summary>
    [JsonStringEnumMemberName("array")] Array,

    /// <summary>A trained model: a file or directory.</summary>
    [JsonStringEnumMemberName("model")] Model,

    /// <summary>A JSON object of metrics.</summary>
    [JsonStringEnumMemberName("metrics")] Metrics,

    /// <summary>A report for people or machines.</summary>
    [JsonStringEnumMemberName("report")] Report,
}
