using Pipelines.Definitions.Contracts;
using Temporalio.Converters;

namespace Pipelines.Workflows;

/// <summary>The data converter of all clients and workers of pipelines: JSON as <see cref="PipelineJson"/> has
/// it.</summary>
public static class PipelineDataConverter
{
    /// <summary>Returns Temporal's default converter with <see cref="PipelineJson.Options"/> for JSON.</summary>
    public static DataConverter Create() =>
        new(new DefaultPayloadConverter(PipelineJson.Options), new DefaultFailureConverter());
}
