using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class RandomDefinitionTests
{
    [Fact]
    public void ContinueIndependent_AnyOrderOfEvents_ComesToWhatTheReferenceSays()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            // Arrange
            var pipeline = RandomDefinition.Of(seed, FailureMode.ContinueIndependent);
            var reference = new Reference(pipeline, p: 2, seed);

            // Act
            var execution = RandomPlay.To(new Execution(pipeline, RandomDefinition.Parameters), seed);

            // Assert
            var expected = reference.Run();
            Assert.Equal((seed, expected), (seed, execution.Outcome!.Status));
            Assert.Equal(
                reference.Statuses.OrderBy(step => step.Key, StringComparer.Ordinal),
                execution.View.Steps.Select(step => KeyValuePair.Create(step.Key, step.Value.Status)).OrderBy(step => step.Key, StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(FailureMode.FinishRunning)]
    [InlineData(FailureMode.FailFast)]
    public void Stopping_AnyOrderOfEvents_EndsWithEveryStepAccountedFor(FailureMode mode)
    {
        for (var seed = 0; seed < 400; seed++)
        {
            // Arrange
            var pipeline = RandomDefinition.Of(seed, mode);
            var reference = new Reference(pipeline, p: 2, seed);

            // Act
            var execution = RandomPlay.To(new Execution(pipeline, RandomDefinition.Parameters), seed, mayCancel: seed % 4 == 0);

            // Assert: nothing is left open, no step ran twice, and what ran is what the definition lets run.
            reference.Run();
            Assert.All(execution.View.Steps, step => Assert.True(
                step.Value.Status is not (StepStatus.Pending or StepStatus.Running), $"seed {seed}: {step}"));
            Assert.Equal(execution.Started.Distinct(), execution.Started);
            Assert.All(execution.Started, path => Assert.NotEqual(StepStatus.Skipped, reference.Statuses[path]));
            var isCancelled = execution.State.CancelRequested;
            Assert.Equal(isCancelled, execution.Outcome!.Status == StepStatus.Stopped);
            if (!isCancelled) Assert.Equal((seed, reference.Run()), (seed, execution.Outcome.Status));
        }
    }
}
