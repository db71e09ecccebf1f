using System.Text.Json;
using System.Text.Json.Serialization;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Contracts;

/// <summary>
/// Readers and writers made at build time for all that is stored or sent, so that nothing is looked up at start.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = false)]
[JsonSerializable(typeof(PipelineDefinition))]
[JsonSerializable(typeof(PipelineRun))]
[JsonSerializable(typeof(PipelineResult))]
[JsonSerializable(typeof(RunLimits))]
[JsonSerializable(typeof(ExecutionState))]
[JsonSerializable(typeof(JobRequest))]
[JsonSerializable(typeof(JobResult))]
[JsonSerializable(typeof(RegisterRequest))]
[JsonSerializable(typeof(RegisterResult))]
[JsonSerializable(typeof(HttpRequest))]
[JsonSerializable(typeof(HttpResult))]
[JsonSerializable(typeof(StepAnswer))]
[JsonSerializable(typeof(ArtifactReference))]
[JsonSerializable(typeof(FailureDetail))]
[JsonSerializable(typeof(PipelineContext))]
[JsonSerializable(typeof(StepState))]
[JsonSerializable(typeof(StepError))]
[JsonSerializable(typeof(Dictionary<string, StepState>))]
[JsonSerializable(typeof(IReadOnlyList<Diagnostic>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, JsonElement>))]
[JsonSerializable(typeof(string))]
internal sealed partial class PipelineJsonContext : JsonSerializerContext;
