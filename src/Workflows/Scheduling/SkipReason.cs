using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Why a step was not run.</summary>
internal static class SkipReason
{
    /// <summary>Its <c>when</c> was false.</summary>
    public static StepError WhenFalse { get; } = new("WhenFalse", "its 'when' is false");

    /// <summary>The execution was asked to stop first.</summary>
    public static StepError ExecutionStopped { get; } =
        new("ExecutionStopped", "the execution was stopped before it started");

    /// <summary>Another branch was taken, or none.</summary>
    public static StepError BranchNotTaken(string condition, string word) =>
        new("BranchNotTaken", $"'{condition}' did not take its branch '{word}'");

    /// <summary>The condition that holds it did not get as far as its branches.</summary>
    public static StepError Outer(string condition, StepStatus status) =>
        new("BranchNotTaken", $"'{condition}' is {status} and took no branch");

    /// <summary>A step that it needs did not succeed.</summary>
    public static StepError Needs(string step, StepStatus status) =>
        new($"Dependency{status}", status switch
        {
            StepStatus.Failed => $"step '{step}', which it needs, failed",
            StepStatus.Stopped => $"step '{step}', which it needs, was stopped",
            _ => $"step '{step}', which it needs, was skipped",
        });

    /// <summary>The time of a step around it was up.</summary>
    public static StepError StepTimedOut(string step, string timeout) =>
        new("ExecutionFailed", $"not started: step '{step}' took longer than its timeout of {timeout}");

    /// <summary>The group or nested pipeline that holds it did not begin.</summary>
    public static StepError NotBegun(string step, StepStatus status) =>
        new("NotEntered", $"'{step}' is {status} and ran nothing");

    /// <summary>A block of a group or nested pipeline had no occasion to run.</summary>
    public static StepError NotEntered(string step, string word) =>
        new("NotEntered", $"'{step}' had no need of its block '{word}'");

    /// <summary>A failure elsewhere came first.</summary>
    public static StepError ExecutionFailed(FlowFailure failure) => new("ExecutionFailed", failure.Step is null
        ? $"not started: {failure.Error.Message}"
        : $"not started: step '{failure.Step}' failed");
}
