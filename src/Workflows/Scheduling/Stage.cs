using System.Text.Json.Serialization;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Which of its blocks a group or nested pipeline runs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Stage>))]
internal enum Stage
{
    /// <summary>The guarded steps.</summary>
    Block,

    /// <summary>What runs after their failure.</summary>
    Catch,

    /// <summary>What runs at the end.</summary>
    Finally,
}
