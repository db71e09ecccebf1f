using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Contracts;

/// <summary>What may be decided about a step that waits.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerKind>))]
public enum AnswerKind
{
    /// <summary>An approval is given.</summary>
    [JsonStringEnumMemberName("approve")] Approve,

    /// <summary>An approval is refused.</summary>
    [JsonStringEnumMemberName("reject")] Reject,

    /// <summary>A callback's outputs have come.</summary>
    [JsonStringEnumMemberName("complete")] Complete,

    /// <summary>A callback's outside system failed, or a failed step that waits shall count as failed.</summary>
    [JsonStringEnumMemberName("fail")] Fail,

    /// <summary>A failed step that waits is tried again.</summary>
    [JsonStringEnumMemberName("retry")] Retry,

    /// <summary>A failed step that waits counts as done, with the outputs given.</summary>
    [JsonStringEnumMemberName("skip")] Skip,
}
