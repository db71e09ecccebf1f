using Temporalio.Core;

namespace Temporalio.Workflows.Tasks;

/// <summary>Runs a local activity with its retries, as long as their delay is within the threshold. Arguments and
/// result are
/// payloads without codec. Does not throw: a failure is an outcome.</summary>
internal delegate Task<LocalActivityOutcome> RunLocalActivity(LocalActivityTask task, CancellationToken cancel);

/// <summary>A local activity to run.</summary>
internal sealed record LocalActivityTask(
    LocalActivityRequest Request,
    string Namespace,
    string WorkflowId,
    string RunId,
    string WorkflowType,
    string TaskQueue,
    DateTime ScheduledTime);
