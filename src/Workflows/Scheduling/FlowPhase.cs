using System.Text.Json.Serialization;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Which part of a pipeline runs.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FlowPhase>))]
internal enum FlowPhase
{
    /// <summary>The steps.</summary>
    Body,

    /// <summary>The finally block.</summary>
    Finally,

    /// <summary>Nothing: the execution has ended.</summary>
    Finished,
}
