using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Model;

/// <summary>What a step's failure does to the steps beside it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureMode>))]
public enum FailureMode
{
    /// <summary>Steps that run are finished, no new step is started. The default.</summary>
    [JsonStringEnumMemberName("finishRunning")] FinishRunning,

    /// <summary>Steps that run are cancelled.</summary>
    [JsonStringEnumMemberName("failFast")] FailFast,

    /// <summary>Every step that does not depend on the failed one still runs.</summary>
    [JsonStringEnumMemberName("continueIndependent")] ContinueIndependent,
}
