namespace Pipelines.Workflows.Scheduling;

/// <summary>
/// Decisions that were once made otherwise, by the names that stand in histories. The workflow is asked only where the
/// two ways part, so that runs that never get there have no trace of it.
/// </summary>
internal static class FlowPatches
{
    /// <summary>
    /// A <c>while</c> without a value is a failure of the loop's attempt, as <c>until</c> and <c>next</c> are, and is
    /// tried again by the loop's <c>retry</c>. Before, it failed the loop at once.
    /// </summary>
    public const string WhileIsRetried = "while-is-retried";

    /// <summary>
    /// A stop ends a pause, and none begins after it. Before, an execution that was stopped while it paused to
    /// continue as new began no step of its <c>finally</c>, and so never ended.
    /// </summary>
    public const string StopEndsPause = "stop-ends-pause";

    /// <summary>
    /// A stop ends waits for decisions in blocks that run at the end, too, and nobody is asked there any more. Before,
    /// a stop that came during the pipeline's own <c>finally</c> changed nothing.
    /// </summary>
    public const string StopEndsDecisions = "stop-ends-decisions";

    /// <summary>
    /// Tokens of callbacks differ between the attempts of the blocks around them. Before, a block that was tried again
    /// handed out the same tokens once more.
    /// </summary>
    public const string TokensOfAttempts = "tokens-of-attempts";

    /// <summary>A nested pipeline keeps to its own <c>parallelism</c>. Before, that was not looked at.</summary>
    public const string NestedParallelism = "nested-parallelism";
}
