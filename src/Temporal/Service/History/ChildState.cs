using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Service.History;

/// <summary>A pending child workflow.</summary>
/// <param name="InitiatedEventId">The id of its Initiated event.</param>
/// <param name="Attributes">What it was to be started with.</param>
internal sealed record ChildState(long InitiatedEventId, StartChildWorkflowExecutionInitiatedEventAttributes Attributes)
{
    /// <summary>Stands for the id of a Started event that is buffered and has none yet.</summary>
    public const long StartedBuffered = -1;

    /// <summary>
    /// The id of its Started event; 0 until started; <see cref="StartedBuffered"/> while that event is buffered.
    /// </summary>
    public long StartedEventId { get; init; }

    /// <summary>Its summary and details; null for none.</summary>
    public UserMetadata? UserMetadata { get; init; }

    /// <summary>The child's first run; empty until started.</summary>
    public string RunId { get; init; } = string.Empty;

    /// <summary>True once it runs.</summary>
    public bool IsStarted => StartedEventId != 0;
}
