using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class DeterminismTests
{
    [Theory]
    [InlineData(FailureMode.FinishRunning)]
    [InlineData(FailureMode.FailFast)]
    [InlineData(FailureMode.ContinueIndependent)]
    public void On_SameEvents_GivesSameCommandsInSameOrder(FailureMode mode)
    {
        for (var seed = 0; seed < 50; seed++)
        {
            // Arrange: the definition goes through JSON, as it does on its way into a workflow.
            var pipeline = RandomDefinition.Of(seed, mode);
            var copy = JsonSerializer.Deserialize<PipelineDefinition>(
                JsonSerializer.Serialize(pipeline, PipelineJson.Options), PipelineJson.Options)!;

            // Act
            var first = RandomPlay.To(new Execution(pipeline, RandomDefinition.Parameters), seed, mayCancel: true);
            var second = RandomPlay.To(new Execution(copy, RandomDefinition.Parameters), seed, mayCancel: true);

            // Assert
            Assert.Equal(Shown(first.Commands), Shown(second.Commands));
        }
    }

    private static IEnumerable<string> Shown(IEnumerable<FlowCommand> commands) =>
        commands.Select(command => command.GetType().Name + JsonSerializer.Serialize<object>(command, PipelineJson.Options));
}
