using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Core;

namespace Temporalio.Workflows.Running;

/// <summary>What a workflow did in one activation.</summary>
/// <param name="Commands">What it asked for.</param>
/// <param name="Queries">The answers to its queries.</param>
/// <param name="TaskFailure">Why the task fails; null when it does not.</param>
internal sealed record ActivationResult(
    IReadOnlyList<WorkflowCommand> Commands, IReadOnlyList<QueryAnswer> Queries, Exception? TaskFailure);

/// <summary>The answer to a query: a payload or a failure.</summary>
internal sealed record QueryAnswer(string Id, Payload? Result, Failure? Failure);
