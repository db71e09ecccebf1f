using Temporalio.Common;

namespace Temporalio.Worker;

/// <summary>How a replay ended.</summary>
/// <param name="History">The history.</param>
/// <param name="ReplayFailure">Why the code does not fit the history, or why its task fails; null when all is well. A
/// workflow
/// that fails as its history says is no replay failure.</param>
public record WorkflowReplayResult(WorkflowHistory History, Exception? ReplayFailure);
