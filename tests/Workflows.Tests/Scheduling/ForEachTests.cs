using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

public sealed class ForEachTests
{
    private static readonly double[] Rates = [0.3, 0.1, 0.03];

    private static BlockDefinition Training => Block(Job("train").Input("rate", "${{ rate }}").Output("auc"))
        .Gives("auc", "${{ steps.train.outputs.auc }}")
        .Gives("place", "${{ loop.index }}");

    [Fact]
    public void On_ItemsEndInAnyOrder_OutputsAreInTheirOrder()
    {
        // Arrange
        var sweep = ForEach("sweep", "${{ parameters.rates }}", Training, "rate");
        var execution = new Execution(Pipeline(sweep), ("rates", Rates));

        // Act
        execution.Complete("sweep[2].train", ("auc", 3)).Complete("sweep[0].train", ("auc", 1)).Complete("sweep[1].train", ("auc", 2));

        // Assert
        Assert.Equal(["sweep[0].train", "sweep[1].train", "sweep[2].train"], execution.Started);
        Assert.Equal(0.1, execution.RequestOf("sweep[1].train").Inputs["rate"].GetDouble());
        Assert.Equal("[1,2,3]", execution.View.Steps["sweep"].Outputs["auc"].GetRawText());
        Assert.Equal("[0,1,2]", execution.View.Steps["sweep"].Outputs["place"].GetRawText());
    }

    [Fact]
    public void Start_NoItems_HandsOutEmptyLists()
    {
        // Act
        var execution = new Execution(Pipeline(ForEach("sweep", Array.Empty<int>(), Training, "rate")));

        // Assert
        Assert.Equal("[]", execution.View.Steps["sweep"].Outputs["auc"].GetRawText());
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_Parallelism_KeepsThatManyItemsAtWork()
    {
        // Arrange
        var sweep = ForEach("s", "${{ [1, 2, 3, 4] }}", Block(Job("a"), Job("b", "a"))) with { Parallelism = 2 };
        var execution = new Execution(Pipeline(sweep));

        // Act
        var first = execution.Started;
        execution.Complete("s[1].a").Complete("s[1].b");

        // Assert
        Assert.Equal(["s[0].a", "s[1].a"], first);
        Assert.Equal(["s[0].a", "s[1].a", "s[1].b", "s[2].a"], execution.Started);
        Assert.Equal(4, execution.Drain().View.Steps.Count(step => step.Key.EndsWith(".b", StringComparison.Ordinal)));
    }

    [Fact]
    public void Start_Matrix_RunsAllCombinationsTheLastAxisFastest()
    {
        // Arrange
        var sweep = new StepDefinition.ForEach
        {
            Name = "s",
            Type = "foreach",
            As = "matrix",
            Matrix = [new MatrixAxis("a", Json("${{ [1, 2] }}")), new MatrixAxis("b", Json("${{ ['x', 'y', 'z'] }}"))],
            Block = Block(Job("j").Input("m", "${{ matrix }}")),
        };

        // Act
        var execution = new Execution(Pipeline(sweep));

        // Assert
        Assert.Equal(
            ["""{"a":1,"b":"x"}""", """{"a":1,"b":"y"}""", """{"a":1,"b":"z"}""", """{"a":2,"b":"x"}""", """{"a":2,"b":"y"}""", """{"a":2,"b":"z"}"""],
            Enumerable.Range(0, 6).Select(item => execution.RequestOf($"s[{item}].j").Inputs["m"].GetRawText()));
    }

    [Theory]
    [InlineData(FailureMode.FinishRunning, 0, StepStatus.Succeeded)]
    [InlineData(FailureMode.FailFast, 1, StepStatus.Stopped)]
    public void On_ItemFails_BeginsNoOther(FailureMode mode, int cancelled, StepStatus other)
    {
        // Arrange: the foreach itself contains the failure.
        var sweep = ForEach("s", "${{ [1, 2, 3] }}", Block(Job("a"))).Continues() with { Parallelism = 2 };
        var execution = new Execution(Pipeline(sweep, Job("free")).Mode(mode));

        // Act
        execution.Fails("s[0].a");
        if (mode == FailureMode.FailFast) execution.Happens(new FlowEvent.StepCancelled("s[1].a"));
        else execution.Complete("s[1].a");
        execution.Complete("free");

        // Assert
        Assert.Equal(cancelled, execution.Cancelling.Count);
        Assert.Equal(["s[0].a", "s[1].a", "free"], execution.Started);
        Assert.Equal(other, execution["s[1].a"]);
        Assert.Equal(StepStatus.Failed, execution["s"]);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Outcome);
    }

    [Fact]
    public void On_ItemFailsContinueIndependent_RunsAllItems()
    {
        // Arrange
        var sweep = ForEach("s", "${{ [1, 2, 3] }}", Block(Job("a"))) with { Parallelism = 1 };
        var execution = new Execution(Pipeline(sweep, Job("after", "s")).Mode(FailureMode.ContinueIndependent));

        // Act
        execution.Fails("s[0].a").Complete("s[1].a").Fails("s[2].a");

        // Assert
        Assert.Equal("s[0].a", Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Step);
        Assert.Equal(StepStatus.Skipped, execution["after"]);
    }

    [Fact]
    public void On_ItemsOutputsHaveNoValue_FailsTheForEach()
    {
        // Arrange
        var sweep = ForEach("s", "${{ [1, 2] }}", Block(Job("a")).Gives("n", "${{ steps.a.outputs.missing }}"));
        var execution = new Execution(Pipeline(sweep));

        // Act
        execution.Complete("s[0].a").Complete("s[1].a");

        // Assert
        var error = Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Error;
        Assert.Equal("ExpressionFailed", error.Type);
        Assert.StartsWith("steps.s[0].outputs.n: ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "items is \"text\"; it must be a list")]
    [InlineData("${{ 1 }}", "items is 1; it must be a list")]
    public void Start_ItemsAreNoList_Fails(string items, string expected)
    {
        // Act
        var execution = new Execution(Pipeline(ForEach("s", items, Block(Job("a")))));

        // Assert
        Assert.EndsWith(expected, Assert.IsType<FlowOutcome.Failed>(execution.Outcome).Failure.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_CollectedOutputsTooLarge_FailsOnceAndNamesThem()
    {
        // Arrange
        var block = Block(Job("a").Output("text")).Gives("text", "${{ steps.a.outputs.text }}").Gives("n", 1);
        var sweep = ForEach("s", Enumerable.Range(0, 50).ToArray(), block) with { Parallelism = 2 };
        var execution = new Execution(Pipeline(sweep));

        // Act
        while (execution.Outcome is null)
        {
            var path = execution.Running[0];
            if (execution.Cancelling.Contains(path)) execution.Happens(new FlowEvent.StepCancelled(path));
            else execution.Complete(path, ("text", new string('x', 100_000)));
        }

        // Assert
        var error = execution.View.Steps["s"].Error!;
        Assert.Equal("ValueTooLarge", error.Type);
        Assert.Contains("'text' is the largest", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_ForEachInALoop_SeesTheLoopsStateAndItsOwnIndex()
    {
        // Arrange
        var each = ForEach("s", "${{ ['x', 'y'] }}", Block(Job("a")
            .Input("i", "${{ loop.index }}").Input("state", "${{ loop.state.n }}").Input("item", "${{ item }}")));
        var loop = Loop("l", Block(each), maximum: 2).State("n", 10, "${{ loop.state.n + 1 }}");

        // Act
        var execution = new Execution(Pipeline(loop)).Drain();

        // Assert
        var inputs = execution.RequestOf("l[1].s[1].a").Inputs;
        Assert.Equal((1, 11, "y"), (inputs["i"].GetInt32(), inputs["state"].GetInt32(), inputs["item"].GetString()));
    }

    [Fact]
    public void Cancel_WhileItemsRun_StopsThemAndBeginsNoOther()
    {
        // Arrange
        var sweep = ForEach("s", "${{ [1, 2, 3] }}", Block(Job("a"))) with { Parallelism = 2 };
        var execution = new Execution(Pipeline(sweep));

        // Act
        execution.Cancel().Happens(new FlowEvent.StepCancelled("s[0].a")).Happens(new FlowEvent.StepCancelled("s[1].a"));

        // Assert
        Assert.IsType<FlowOutcome.Stopped>(execution.Outcome);
        Assert.Equal(StepStatus.Stopped, execution["s"]);
        Assert.Equal(2, execution.Started.Count);
    }

    [Fact]
    public void On_HundredsOfItems_CollectsThemAll()
    {
        // Arrange
        var sweep = ForEach("s", Enumerable.Range(0, 400).ToArray(), Block(Job("a")).Gives("n", "${{ item }}"));

        // Act
        var execution = new Execution(Pipeline(sweep)).Drain();

        // Assert
        Assert.Equal(400, execution.View.Steps["s"].Outputs["n"].GetArrayLength());
        Assert.Equal(JsonValueKind.Number, execution.View.Steps["s"].Outputs["n"][399].ValueKind);
    }
}
