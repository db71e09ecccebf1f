using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Properties.Driving;
using Pipelines.Workflows.Tests.Properties.Generation;
using Pipelines.Workflows.Tests.Properties.Oracle;

namespace Pipelines.Workflows.Tests.Properties;

/// <summary>Executions on a service beside the reference, over random definitions.</summary>
public sealed class ServicePropertyTests
{
    [Theory]
    [InlineData(nameof(Interruptions.None), 0)]
    [InlineData(nameof(Interruptions.Restarts), 10_000)]
    [InlineData(nameof(Interruptions.Continuations), 20_000)]
    public async Task Service_RandomDefinition_ComesToWhatTheReferenceSays(string interruptions, int first)
    {
        // Arrange
        var cases = Settled(first, 120);
        if (interruptions == nameof(Interruptions.Continuations))
        {
            // Before it continues as new an execution lets what runs end, and begins nothing: where that takes until its
            // timeout, the timeout of a block around may come first.
            cases = cases.Where(pair => !(Has(pair.Value.Case, IsStuck) && Has(pair.Value.Case, IsTimedBlock))).ToDictionary();
        }

        if (cases.Count == 0) Assert.Skip("The one seed is not for this.");
        await using var service = await ServicePlay.StartAsync(Enum.Parse<Interruptions>(interruptions));

        // Act
        var played = await service.PlayAsync(cases.Values.Select(pair => pair.Case));

        // Assert
        AssertAsExpected(cases, played);
    }

    [Fact]
    public async Task RealServer_RandomDefinition_ComesToWhatTheReferenceSays()
    {
        // Arrange
        if (Environment.GetEnvironmentVariable("PIPELINES_TEST_ADDRESS") is not { Length: > 0 } address)
        {
            Assert.Skip("PIPELINES_TEST_ADDRESS names no Temporal server.");
            return;
        }

        // Its time cannot be skipped: only what needs a few seconds, with timeouts far off.
        var cases = Settled(40_000, 60).Where(pair => pair.Value.Expected.End < 5_000).Take(20).ToDictionary();
        await using var service = await ServicePlay.ConnectAsync(address, Interruptions.Restarts);

        // Act
        var played = await service.PlayAsync(cases.Values.Select(pair => pair.Case));

        // Assert
        AssertAsExpected(cases, played);
    }

    private static Dictionary<int, (RandomCase Case, ReferenceOutcome Expected)> Settled(int first, int count) => Seeds.Of(first, count)
        .Select(seed => RandomPipeline.Of(seed, Shape.Untimed))
        .Select(random => (Case: random, Expected: random.Expected()!))
        .Where(pair => pair.Expected is not null)
        .ToDictionary(pair => pair.Case.Seed);

    private static bool Has(RandomCase random, Func<StepDefinition, bool> test)
    {
        var definition = random.Run.Definition;
        return Inside(definition.Body).Concat(definition.Finally is { } last ? Inside(last) : []).Any(test);
    }

    private static IEnumerable<StepDefinition> Inside(BlockDefinition block) =>
        block.Steps.SelectMany(step => StepBlocks.Of(step).SelectMany(inner => Inside(inner.Block)).Prepend(step));

    private static bool IsStuck(StepDefinition step) =>
        step is StepDefinition.Job { Program: ProgramDefinition.Component { Name: Script.Stuck } };

    private static bool IsTimedBlock(StepDefinition step) =>
        StepBlocks.Of(step).Any() && (step.Timeout ?? (step as StepDefinition.Nested)?.Pipeline.Timeout) is not null;

    private static void AssertAsExpected(
        Dictionary<int, (RandomCase Case, ReferenceOutcome Expected)> cases, IReadOnlyList<Played> played)
    {
        var faults = played
            .Select(end => (end.Case, Differences: Difference.Between(cases[end.Case.Seed].Expected, end.State, end.Calls)))
            .Where(pair => pair.Differences.Count > 0)
            .Select(pair => Report.Of(pair.Case, pair.Differences)).ToList();
        Assert.True(faults.Count == 0, Report.Of(faults));
        Assert.NotEmpty(played);
        Assert.Equal(cases.Count, played.Count);
    }
}
