using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class ChunkTests
{
    private static readonly RunLimits ByThree = new() { ChunkItems = 3 };

    private static StepDefinition.ForEach Sweep(int items) => ForEach(
        "s",
        Enumerable.Range(10, items).ToArray(),
        Block(Job("a").Input("i", "${{ item }}").Input("x", "${{ steps.first.outputs.o }}")).Gives("o", "${{ item * 2 }}").Gives("at", "${{ loop.index }}")).Needs("first");

    private static Execution Begun(PipelineDefinition pipeline) =>
        new Execution(pipeline.Run() with { Limits = ByThree }).Complete("first", ("o", "seen"));

    // What a child workflow does with its input.
    private static Execution Child(FlowCommand.RunChunk chunk) => new(
        JsonSerializer.Deserialize<PipelineRun>(JsonSerializer.Serialize(chunk.Run, PipelineJson.Options), PipelineJson.Options)!);

    private static Execution End(Execution parent, FlowCommand.RunChunk chunk, ChunkResult result) =>
        parent.Happens(new FlowEvent.ChunkEnded(chunk.Path, chunk.Offset, result));

    private static ChunkResult Succeeded(Execution child) => new(StepStatus.Succeeded)
    {
        Outputs = Assert.IsType<FlowOutcome.Succeeded>(child.Outcome).Outputs,
        Ended = child.State.Ended.ToDictionary(count => count.Key.ToString(), count => count.Value),
    };

    [Fact]
    public void On_MoreItemsThanOneWorkflowRuns_ChildrenRunThem()
    {
        // Arrange
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(8), Job("after", "s")));
        var chunks = parent.Commands.OfType<FlowCommand.RunChunk>().ToList();

        // Act: the last chunk ends first.
        foreach (var chunk in chunks.AsEnumerable().Reverse()) End(parent, chunk, Succeeded(Child(chunk).Drain()));
        var outputs = parent.View.Steps["s"].Outputs;
        parent.Drain();

        // Assert
        Assert.Equal([(0, 3), (3, 3), (6, 2)], chunks.Select(chunk => (chunk.Offset, chunk.Count)));
        Assert.Equal("[20,22,24,26,28,30,32,34]", outputs["o"].GetRawText());
        Assert.Equal("[0,1,2,3,4,5,6,7]", outputs["at"].GetRawText());
        Assert.Equal(8, parent.View.Compacted!["Succeeded"]);
        Assert.IsType<FlowOutcome.Succeeded>(parent.Outcome);
    }

    [Fact]
    public void Start_Chunk_RunsItsItemsUnderTheirPathsWithWhatIsAround()
    {
        // Arrange
        var inner = Loop("l", Block(Sweep(5).Needs()), maximum: 1).State("n", 1).Needs("first");
        var parent = Begun(Pipeline(Job("first").Output("o"), inner));

        // Act
        var child = Child(parent.Commands.OfType<FlowCommand.RunChunk>().Last());

        // Assert
        Assert.Equal(["l[0].s[3].a", "l[0].s[4].a"], child.Started);
        Assert.Equal(13, child.RequestOf("l[0].s[3].a").Inputs["i"].GetInt32());
        Assert.Equal("seen", child.RequestOf("l[0].s[3].a").Inputs["x"].GetString());
        Assert.Equal("run-1", child.RequestOf("l[0].s[3].a").Context.ExecutionId);
        Assert.Equal(["l[0].s[3].a", "l[0].s[4].a"], child.View.Steps.Keys);
    }

    [Fact]
    public void Start_Parallelism_IsSharedOutAmongChunks()
    {
        // Arrange
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(20) with { Parallelism = 2 }) with { Parallelism = 8 });
        var free = Begun(Pipeline(Job("first").Output("o"), Sweep(20)) with { Parallelism = 8 });

        // Assert
        Assert.Equal(2, Assert.Single(parent.Commands.OfType<FlowCommand.RunChunk>()) is var chunk ? Child(chunk).Started.Count : 0);
        Assert.Equal(4, free.Commands.OfType<FlowCommand.RunChunk>().Count());
        Assert.All(free.Commands.OfType<FlowCommand.RunChunk>(), one => Assert.Equal(2, Child(one).Started.Count));
    }

    [Fact]
    public void Refusal_AnswerToAStepOfAChunk_NamesItsWorkflow()
    {
        // Arrange
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(8)));

        // Act
        var refusal = Flow.Refusal(parent.State, new StepAnswer { Step = "s[4].a", Kind = AnswerKind.Approve });

        // Assert
        Assert.Equal("step 's[4].a' runs in a child workflow; send the answer to 'run-1/s[3..5]'", refusal);
    }

    [Fact]
    public void Start_Chunk_CarriesNoListThatItsItemsDoNotRead()
    {
        // Arrange
        var sweep = ForEach("s", "${{ parameters.items }}", Block(Job("a").Input("p", "${{ parameters.p }}")));
        var parent = new Execution(Pipeline(sweep).Run(("items", Enumerable.Range(0, 5_000).ToArray()), ("p", 3)) with { Limits = ByThree });

        // Act
        var chunk = parent.Commands.OfType<FlowCommand.RunChunk>().First();

        // Assert
        Assert.Equal(["p"], chunk.Run.Parameters.Keys);
        Assert.InRange(JsonSerializer.Serialize(chunk.Run, PipelineJson.Options).Length, 1, 5_000);
        Assert.Equal(3, Child(chunk).RequestOf("s[2].a").Inputs["p"].GetInt32());
    }

    [Theory]
    [InlineData(FailureMode.FinishRunning, false)]
    [InlineData(FailureMode.FailFast, true)]
    public void On_ChunkFails_TellsTheOthers(FailureMode mode, bool cancelling)
    {
        // Arrange
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(6)).Mode(mode));
        var chunks = parent.Commands.OfType<FlowCommand.RunChunk>().ToList();

        // Act
        End(parent, chunks[0], new ChunkResult(StepStatus.Failed) { Error = new StepError("ScriptFailed", "broken"), FailedStep = "s[1].a" });
        var told = parent.Commands.OfType<FlowCommand.StopChunk>().ToList();
        End(parent, chunks[1], new ChunkResult(StepStatus.Stopped));

        // Assert
        Assert.All(told, stop => Assert.Equal((3, cancelling), (stop.Offset, stop.Cancelling)));
        Assert.NotEmpty(told);
        Assert.Equal("s[1].a", Assert.IsType<FlowOutcome.Failed>(parent.Outcome).Failure.Step);
    }

    [Fact]
    public void On_ChunkFailsContinueIndependent_RunsTheRest()
    {
        // Arrange
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(9)).Mode(FailureMode.ContinueIndependent) with { Parallelism = 1 });

        // Act
        for (var next = 0; parent.Outcome is null; next++)
        {
            var chunk = parent.Commands.OfType<FlowCommand.RunChunk>().ElementAt(next);
            End(parent, chunk, next == 0
                ? new ChunkResult(StepStatus.Failed) { Error = new StepError("ScriptFailed", "broken"), FailedStep = "s[1].a" }
                : Succeeded(Child(chunk).Drain()));
        }

        // Assert
        Assert.Equal(3, parent.Commands.OfType<FlowCommand.RunChunk>().Count());
        Assert.IsType<FlowOutcome.Failed>(parent.Outcome);
    }

    [Fact]
    public void Cancel_ReachesChunksAndTheirItems()
    {
        // Arrange
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(4)));
        var chunks = parent.Commands.OfType<FlowCommand.RunChunk>().ToList();
        var child = Child(chunks[0]);

        // Act
        parent.Cancel();
        child.Cancel();
        foreach (var path in child.Running.ToList()) child.Happens(new FlowEvent.StepCancelled(path));
        foreach (var chunk in chunks) End(parent, chunk, new ChunkResult(StepStatus.Stopped));

        // Assert
        Assert.Equal(2, parent.Commands.OfType<FlowCommand.StopChunk>().Count(stop => stop.Cancelling));
        Assert.IsType<FlowOutcome.Stopped>(child.Outcome);
        Assert.IsType<FlowOutcome.Stopped>(parent.Outcome);
    }

    [Fact]
    public void Halt_OfAChunk_FinishesWhatRunsAndBeginsNoOther()
    {
        // Arrange
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(6) with { Parallelism = 2 }));
        var child = Child(parent.Commands.OfType<FlowCommand.RunChunk>().First());

        // Act
        child.Happens(new FlowEvent.HaltRequested(new StepError("ExecutionFailed", "not started"))).Drain();

        // Assert
        Assert.Equal(2, child.Started.Count);
        Assert.IsType<FlowOutcome.Stopped>(child.Outcome);
    }

    [Fact]
    public void On_ItemOfAChunkFails_EndsTheChunkAsFailed()
    {
        // Arrange
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(6)));
        var child = Child(parent.Commands.OfType<FlowCommand.RunChunk>().First());

        // Act
        child.Fails("s[1].a").Drain();

        // Assert
        Assert.Equal("s[1].a", Assert.IsType<FlowOutcome.Failed>(child.Outcome).Failure.Step);
    }

    [Fact]
    public void On_ManyItems_KeepsNoRoomForThemAll()
    {
        // Arrange: each chunk takes a place; one place is left for nobody.
        var parent = Begun(Pipeline(Job("first").Output("o"), Sweep(30), Job("other", "first")) with { Parallelism = 3 });

        // Assert
        Assert.Equal(3, parent.Commands.OfType<FlowCommand.RunChunk>().Count() + parent.Running.Count);
    }
}
