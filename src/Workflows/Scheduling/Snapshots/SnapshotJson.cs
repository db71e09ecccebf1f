using System.Text.Json;
using System.Text.Json.Serialization;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>Reads and writes snapshots by code made at build time.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
    MaxDepth = PipelineJson.MaximumDepth,
    AllowOutOfOrderMetadataProperties = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(FlowSnapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
