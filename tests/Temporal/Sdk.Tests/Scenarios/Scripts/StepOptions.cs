using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>The SDK's options for the settings of steps.</summary>
internal static class StepOptions
{
    public static ActivityOptions Of(CallSettings call, CancellationToken cancel) => new()
    {
        StartToCloseTimeout = Seconds(call.StartToClose),
        HeartbeatTimeout = Seconds(call.Heartbeat),
        ScheduleToCloseTimeout = Seconds(call.ScheduleToClose),
        ScheduleToStartTimeout = Seconds(call.ScheduleToStart),
        RetryPolicy = RetryOf(call),
        CancellationType = call.Cancellation,
        CancellationToken = cancel,
        TaskQueue = call.Queue,
        ActivityId = call.Id,
        Summary = call.Summary,
        DisableEagerActivityExecution = !call.Eager,
    };

    public static LocalActivityOptions LocalOf(CallSettings call, CancellationToken cancel) => new()
    {
        StartToCloseTimeout = Seconds(call.StartToClose),
        ScheduleToCloseTimeout = Seconds(call.ScheduleToClose),
        RetryPolicy = RetryOf(call),
        LocalRetryThreshold = Seconds(call.LocalRetryThreshold),
        CancellationType = call.Cancellation,
        CancellationToken = cancel,
        ActivityId = call.Id,
        Summary = call.Summary,
    };

    public static ChildWorkflowOptions Of(
        string parentId, string name, ChildSettings child, CancellationToken cancel) => new()
        {
            Id = $"{parentId}-{name}",
            ParentClosePolicy = child.Policy,
            CancellationType = child.Cancellation,
            CancellationToken = cancel,
            TaskQueue = child.Queue,
            RunTimeout = Seconds(child.RunTimeout),
            TaskTimeout = TimeSpan.FromSeconds(20),
            IdReusePolicy = child.Reuse,
            RetryPolicy = child.Attempts is { } attempts
                ? new() { InitialInterval = TimeSpan.FromMilliseconds(10), MaximumAttempts = attempts } : null,
            Memo = child.Memo == null ? null : new Dictionary<string, object> { ["note"] = child.Memo },
            StaticSummary = child.Summary,
        };

    private static RetryPolicy RetryOf(CallSettings call) => new()
    {
        InitialInterval = TimeSpan.FromSeconds(call.RetrySeconds),
        MaximumAttempts = call.Attempts,
        NonRetryableErrorTypes = call.NonRetryableType == null ? null : [call.NonRetryableType],
    };

    private static TimeSpan? Seconds(double? seconds) =>
        seconds is { } value ? TimeSpan.FromSeconds(value) : null;
}
