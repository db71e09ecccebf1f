using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>A nested pipeline keeps to its own parallelism, within that of the execution.</summary>
public sealed class NestedParallelismTests
{
    private static PipelineDefinition Inner(int parallelism) =>
        Pipeline(Job("a"), Job("b"), Job("c"), Job("d")) with { Name = "inner", Parallelism = parallelism };

    [Fact]
    public void On_OwnBound_KeepsOthersBackUntilAPlaceIsFree()
    {
        // Arrange
        var execution = new Execution(Pipeline(Nested("p", Inner(2)), Job("beside")));
        IReadOnlyList<string> first = [.. execution.Running];

        // Act
        execution.Complete("p.b");
        IReadOnlyList<string> second = [.. execution.Running];
        execution.Drain();

        // Assert
        Assert.Equal(["p.a", "p.b", "beside"], first);
        Assert.Equal(["p.a", "beside", "p.c"], second);
        Assert.Equal(["p.a", "p.b", "beside", "p.c", "p.d"], execution.Started);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
        Assert.Empty(execution.State.Gates);
    }

    [Fact]
    public void On_BoundOfTheExecutionToo_KeepsToBoth()
    {
        // Arrange: "beside" takes one of the two places; what the nested pipeline may still do waits for the other.
        var pipeline = Pipeline(Job("beside"), Nested("p", Inner(2)), Nested("q", Inner(1))) with { Parallelism = 2 };
        var execution = new Execution(pipeline);
        var most = 0;

        // Act
        while (execution.Running.Count > 0)
        {
            most = Math.Max(most, execution.Running.Count);
            Assert.InRange(execution.Running.Count(path => path.StartsWith("q.", StringComparison.Ordinal)), 0, 1);
            execution.Complete(execution.Running[0]);
        }

        // Assert
        Assert.Equal(2, most);
        Assert.Equal(
            ["beside", "p.a", "p.b", "p.c", "p.d", "q.a", "q.b", "q.c", "q.d"], execution.Started.Order());
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_BoundInsideABound_KeepsToBoth()
    {
        // Arrange: the inner one could run two, the outer one lets only two run in all.
        var outer = Pipeline(Nested("i", Inner(2)), Nested("j", Inner(2)), Job("k")) with { Parallelism = 2 };
        var execution = new Execution(Pipeline(Nested("o", outer)));
        var counts = new List<int>();

        // Act
        while (execution.Running.Count > 0)
        {
            counts.Add(execution.Running.Count);
            execution.Complete(execution.Running[^1]);
        }

        // Assert: there is always a second one, until the last.
        Assert.Equal([2, 2, 2, 2, 2, 2, 2, 2, 1], counts);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_StepHeldBackIsSkipped_TheNextTakesThePlace()
    {
        // Arrange: the failure is caught; what the group held back starts no more, the step beside it does.
        var inner = Pipeline(Job("bad"), Group("g", Block(Job("x"), Job("y")), Block(Job("rescue"))), Job("z").Needs("g"))
            with { Parallelism = 1, FailureMode = FailureMode.ContinueIndependent };
        var execution = new Execution(Pipeline(Nested("p", inner).Continues()));

        // Act
        execution.Fails("p.bad").Fails("p.g.x").Drain();

        // Assert
        Assert.Equal(["p.bad", "p.g.x", "p.g.y", "p.g.catch.rescue", "p.z"], execution.Started);
    }

    [Fact]
    public void On_Retry_HasAllPlacesAgain()
    {
        // Arrange
        var execution = new Execution(Pipeline(Nested("p", Inner(2)).Tries(2)));

        // Act
        execution.Fails("p.a").Complete("p.b").Fire("p");

        // Assert
        Assert.Equal(["p.a", "p.b"], execution.Running);
    }

    [Fact]
    public void On_ContinuedAsNew_KeepsToItsBound()
    {
        // Arrange
        var execution = new Execution(Pipeline(Nested("p", Inner(1))).Run(), continues: true);

        // Act
        var most = 0;
        while (execution.Running.Count > 0)
        {
            most = Math.Max(most, execution.Running.Count);
            execution.Complete(execution.Running[0]);
        }

        // Assert
        Assert.Equal(1, most);
        Assert.True(execution.Continuations > 2);
        Assert.Equal(["p.a", "p.b", "p.c", "p.d"], execution.Started);
    }

    [Fact]
    public void On_ItemsInChunks_ShareThePlacesOfTheNestedPipeline()
    {
        // Arrange
        var inner = Pipeline(ForEach("s", "${{ [1, 2, 3, 4, 5, 6] }}", Block(Job("x"))), Job("beside")) with { Parallelism = 3 };
        var run = Pipeline(Nested("p", inner)).Run() with { Limits = new RunLimits { ChunkItems = 2 } };

        // Act
        var execution = new Execution(run);

        // Assert: the chunks have all three places, so the step beside them waits.
        var chunk = Assert.Single(execution.Commands.OfType<FlowCommand.RunChunk>());
        Assert.Equal("p.s", chunk.Path);
        Assert.Empty(execution.Running);
        Assert.Equal(3, execution.State.Reserved);
    }

    [Fact]
    public void On_RunOfBefore_DoesNotLookAtIt()
    {
        // Act
        var execution = new Execution(Pipeline(Nested("p", Inner(2))).Run(), patches: []);

        // Assert
        Assert.Equal(["p.a", "p.b", "p.c", "p.d"], execution.Running);
    }
}
