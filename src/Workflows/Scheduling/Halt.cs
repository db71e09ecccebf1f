using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>A frame starts no more steps.</summary>
/// <param name="Reason">What the steps that were not started show.</param>
/// <param name="Cancelling">True when the running ones were asked to stop, too.</param>
internal sealed record Halt(StepError Reason, bool Cancelling);
