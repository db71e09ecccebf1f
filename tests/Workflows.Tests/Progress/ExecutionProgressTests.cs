using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Progress;
using Pipelines.Workflows.Tests.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Progress;

public sealed class ExecutionProgressTests
{
    [Fact]
    public void With_PendingActivity_ShowsItsAttemptAndLastFailure()
    {
        // Arrange
        var state = new Execution(Pipeline(Job("a"), Job("b"))).View;
        var failure = new StepError("ScriptFailed", "exit code 3");

        // Act
        var shown = ExecutionProgress.With(state, [new PendingStep("a", 3, Started: true) { LastFailure = failure }]);

        // Assert
        Assert.Equal((StepStatus.Running, 3, failure), (shown.Steps["a"].Status, shown.Steps["a"].Attempts, shown.Steps["a"].Error));
        Assert.Equal(1, shown.Steps["b"].Attempts);
        Assert.Equal(["a", "b"], shown.Steps.Keys);
        Assert.Equal(1, state.Steps["a"].Attempts);
    }

    [Fact]
    public void With_ActivityOfAStepThatHasEnded_ChangesNothing()
    {
        // Arrange
        var state = new Execution(Pipeline(Job("a"), Job("b", "a"))).Complete("a").View;

        // Act
        var shown = ExecutionProgress.With(state, [new PendingStep("a", 2, Started: true), new PendingStep("elsewhere", 1, Started: false)]);

        // Assert
        Assert.Same(state, shown);
    }
}
