using Pipelines.Definitions.Contracts;
using Temporalio.Converters;

namespace Pipelines.Workflows;

/// <summary>The data converter of every client and worker of pipelines: JSON as <see cref="PipelineJson"/> writes it.</summary>
public static class PipelineDataConverter
{
    /// <summary>Returns Temporal's default converter with <see cref="PipelineJson.Options"/> for JSON.</summary>
    public static DataConverter Create() =>
        new(new DefaultPayloadConverter(PipelineJson.Options), new DefaultFailureConverter());
}
