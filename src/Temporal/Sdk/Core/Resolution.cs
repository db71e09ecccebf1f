using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Core;

/// <summary>How an activity or a child ended.</summary>
internal abstract record Resolution
{
    private Resolution()
    {
    }

    public sealed record Completed(Payload? Result) : Resolution;

    public sealed record Failed(Failure Failure) : Resolution;

    /// <summary>A local activity that waits longer than its threshold: it is scheduled again after a timer.</summary>
    public sealed record Backoff(int Attempt, TimeSpan Delay, DateTime OriginalScheduleTime) : Resolution;

    /// <summary>A local activity that heeded the end of its worker: nothing is recorded of it, another worker starts it
    /// anew.</summary>
    public sealed record Unfinished : Resolution;
}
