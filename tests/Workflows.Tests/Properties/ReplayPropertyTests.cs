using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using Pipelines.Workflows.Tests.Properties.Driving;
using Pipelines.Workflows.Tests.Properties.Generation;
using Temporalio.Api.Enums.V1;
using Temporalio.Worker;

namespace Pipelines.Workflows.Tests.Properties;

/// <summary>The same that happened gives the same decisions.</summary>
public sealed class ReplayPropertyTests
{
    [Fact]
    public void Flow_SameSeedTwice_GivesTheSameCommandsInTheSameOrder()
    {
        foreach (var seed in Seeds.Of(20_000, 150))
        {
            // Arrange: the definition goes through JSON, as it does on its way into a workflow.
            var random = RandomPipeline.Of(seed, Shape.Timed);
            var json = JsonSerializer.Serialize(random.Run, PipelineJson.Options);
            var copy = random with { Run = JsonSerializer.Deserialize<PipelineRun>(json, PipelineJson.Options)! };

            // Act
            var (first, second) = (FlowPlay.Of(random), FlowPlay.Of(copy));

            // Assert
            Assert.Equal(Shown(first.Commands), Shown(second.Commands));
        }
    }

    [Fact]
    public async Task Replay_EveryPrefixOfARandomExecution_DecidesAsItDid()
    {
        // Arrange
        await using var service = await ServicePlay.StartAsync(Interruptions.None);
        var cases = Seeds.Of(30_000, 20).Select(seed => RandomPipeline.Of(seed, Shape.Untimed));
        var played = await service.PlayAsync(cases);
        var options = new WorkflowReplayerOptions { DataConverter = PipelineDataConverter.Create() };
        var replayer = new WorkflowReplayer(options.AddWorkflow<PipelineWorkflow>());
        foreach (var end in played)
        {
            var whole = await end.HistoryAsync();
            var events = whole.Events.ToList();
            var lengths = Enumerable.Range(1, events.Count)
                .Where(length => events[length - 1].EventType == EventType.WorkflowTaskStarted || length == events.Count);
            foreach (var length in lengths)
            {
                // Act
                var result = await replayer.ReplayWorkflowAsync(
                    whole with { Events = [.. events.Take(length)] }, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

                // Assert
                Assert.True(result.ReplayFailure is null, $"seed {end.Case.Seed}, first {length} events: {result.ReplayFailure}");
            }
        }

        Assert.NotEmpty(played);
    }

    private static IEnumerable<string> Shown(IEnumerable<FlowCommand> commands) =>
        commands.Select(command => command.GetType().Name + JsonSerializer.Serialize<object>(command, PipelineJson.Options));
}
