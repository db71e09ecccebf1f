using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Workflows;
using RetryPolicy = Temporalio.Common.RetryPolicy;

namespace Temporalio.Core;

/// <summary>A local activity that a workflow asks for.</summary>
/// <param name="ActivityId">Its id, unique in the run.</param>
/// <param name="ActivityType">Its type.</param>
/// <param name="Args">Its arguments.</param>
/// <param name="Headers">Its headers; null for none.</param>
/// <param name="ScheduleToCloseTimeout">The longest time of all attempts; null for no bound.</param>
/// <param name="ScheduleToStartTimeout">The longest wait for a slot; null for no bound.</param>
/// <param name="StartToCloseTimeout">The longest time of one attempt; null for no bound.</param>
/// <param name="RetryPolicy">The retry policy; null for the default one.</param>
/// <param name="LocalRetryThreshold">The longest delay that is waited in the worker.</param>
/// <param name="CancellationType">What cancelling does.</param>
/// <param name="Attempt">The first attempt to make, from 1.</param>
/// <param name="OriginalScheduleTime">When it was asked for first; null for now.</param>
/// <param name="Summary">One line for people; null for none.</param>
internal sealed record LocalActivityRequest(
    string ActivityId,
    string ActivityType,
    IReadOnlyList<Payload> Args,
    IReadOnlyDictionary<string, Payload>? Headers,
    TimeSpan? ScheduleToCloseTimeout,
    TimeSpan? ScheduleToStartTimeout,
    TimeSpan? StartToCloseTimeout,
    RetryPolicy? RetryPolicy,
    TimeSpan LocalRetryThreshold,
    ActivityCancellationType CancellationType,
    int Attempt,
    DateTime? OriginalScheduleTime,
    Payload? Summary);
