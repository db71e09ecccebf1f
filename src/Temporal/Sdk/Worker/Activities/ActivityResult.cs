using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Worker.Activities;

/// <summary>How one attempt of an activity ended.</summary>
internal abstract record ActivityResult
{
    private ActivityResult()
    {
    }

    /// <summary>It returned.</summary>
    public sealed record Completed(Payload Value) : ActivityResult;

    /// <summary>It threw.</summary>
    public sealed record Failed(Failure Failure) : ActivityResult;

    /// <summary>It ended because its workflow asked for that.</summary>
    public sealed record Canceled(Failure Failure) : ActivityResult;

    /// <summary>It is completed later, from outside.</summary>
    public sealed record CompletedLater : ActivityResult;
}
