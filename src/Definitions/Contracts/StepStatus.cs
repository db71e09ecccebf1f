using System.Text.Json.Serialization;

namespace Pipelines.Definitions.Contracts;

/// <summary>Where a step or an execution stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
public enum StepStatus
{
    /// <summary>Not started.</summary>
    Pending,

    /// <summary>At work, or between two attempts.</summary>
    Running,

    /// <summary>Holds for a person, an outside system or a time.</summary>
    Waiting,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>The last attempt failed.</summary>
    Failed,

    /// <summary>
    /// Not run: its <c>when</c> was false, its branch was not taken, or a step it needs did not succeed.
    /// </summary>
    Skipped,

    /// <summary>Not run: an earlier execution did the same work.</summary>
    Cached,

    /// <summary>Cancelled or terminated.</summary>
    Stopped,
}
