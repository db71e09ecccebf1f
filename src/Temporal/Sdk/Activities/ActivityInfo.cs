using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Priority = Temporalio.Common.Priority;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Activities;

/// <summary>What is known of one attempt of an activity.</summary>
/// <param name="ActivityId">Its id.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Attempt">The attempt, from 1.</param>
/// <param name="CurrentAttemptScheduledTime">When this attempt was scheduled.</param>
/// <param name="DataConverter">What converts its values.</param>
/// <param name="HeartbeatDetails">Details of the last heartbeat of an earlier attempt.</param>
/// <param name="HeartbeatTimeout">Longest time between two heartbeats.</param>
/// <param name="IsLocal">Whether it is a local activity.</param>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Priority">Its priority.</param>
/// <param name="RetryPolicy">Its retry policy, as the service made it effective.</param>
/// <param name="ScheduleToCloseTimeout">Longest time over all attempts.</param>
/// <param name="ScheduledTime">When it was scheduled first.</param>
/// <param name="StartToCloseTimeout">Longest time of one attempt.</param>
/// <param name="StartedTime">When this attempt was started.</param>
/// <param name="TaskQueue">Its task queue.</param>
/// <param name="TaskToken">Names this attempt to the service.</param>
/// <param name="WorkflowId">Its workflow's id.</param>
/// <param name="WorkflowNamespace">Its workflow's namespace.</param>
/// <param name="WorkflowRunId">Its workflow's run id.</param>
/// <param name="WorkflowType">Its workflow's type.</param>
public record ActivityInfo(
    string ActivityId,
    string ActivityType,
    int Attempt,
    DateTime CurrentAttemptScheduledTime,
    DataConverter DataConverter,
    IReadOnlyCollection<Payload> HeartbeatDetails,
    TimeSpan? HeartbeatTimeout,
    bool IsLocal,
    string Namespace,
    Priority Priority,
    RetryPolicy? RetryPolicy,
    TimeSpan? ScheduleToCloseTimeout,
    DateTime ScheduledTime,
    TimeSpan? StartToCloseTimeout,
    DateTime StartedTime,
    string TaskQueue,
    byte[] TaskToken,
    string? WorkflowId,
    string? WorkflowNamespace,
    string? WorkflowRunId,
    string? WorkflowType)
{
    /// <summary>Gets a value indicating whether a workflow scheduled it.</summary>
    public bool IsWorkflowActivity => WorkflowId != null;

    internal IReadOnlyDictionary<string, object> LoggerScope => new Dictionary<string, object>
    {
        ["ActivityId"] = ActivityId,
        ["ActivityType"] = ActivityType,
        ["Attempt"] = Attempt,
        ["Namespace"] = Namespace,
        ["TaskQueue"] = TaskQueue,
        ["WorkflowId"] = WorkflowId ?? string.Empty,
        ["WorkflowRunId"] = WorkflowRunId ?? string.Empty,
        ["WorkflowType"] = WorkflowType ?? string.Empty,
    };

    /// <summary>Converts one detail of the last heartbeat.</summary>
    /// <typeparam name="T">Type of the value.</typeparam>
    /// <param name="index">Its place, from 0.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such detail.</exception>
    public Task<T> HeartbeatDetailAtAsync<T>(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, HeartbeatDetails.Count);
        return DataConverter.ToValueAsync<T>(HeartbeatDetails.ElementAt(index));
    }
}
