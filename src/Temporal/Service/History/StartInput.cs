using Temporalio.Api.Common.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Service.History;

/// <summary>What a run starts with: a Started event in the making.</summary>
internal sealed record StartInput
{
    /// <summary>
    /// What the request said; ids, timeouts and backoff are completed by <see cref="StartDecision"/>.
    /// </summary>
    public required WorkflowExecutionStartedEventAttributes Attributes { get; init; }

    /// <summary>By which a repeated start is known; may be empty.</summary>
    public required string RequestId { get; init; }

    /// <summary>How long the first workflow task waits; zero for not at all.</summary>
    public TimeSpan StartDelay { get; init; }

    /// <summary>Summary and details for people; null for none.</summary>
    public UserMetadata? UserMetadata { get; init; }

    /// <summary>Where the start came from.</summary>
    public IReadOnlyList<Link> Links { get; init; } = [];

    /// <summary>A signal that is part of the start; null for none.</summary>
    public SignalInput? Signal { get; init; }
}
