using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Service.History;

/// <summary>How an attempt ended, in a worker's words.</summary>
internal abstract record ActivityEndInput
{
    private ActivityEndInput()
    {
    }

    /// <summary>Who says so.</summary>
    public required string Identity { get; init; }

    /// <summary>The worker's version; null when it told none.</summary>
    public WorkerVersionStamp? Version { get; init; }

    /// <summary>It is done.</summary>
    public sealed record Completed(Payloads? Result) : ActivityEndInput;

    /// <summary>It failed.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="HeartbeatDetails">The last progress, if it was not reported yet.</param>
    public sealed record Failed(Failure? Failure, Payloads? HeartbeatDetails) : ActivityEndInput;

    /// <summary>It ended because it was asked to cancel.</summary>
    public sealed record Canceled(Payloads? Details) : ActivityEndInput;
}
