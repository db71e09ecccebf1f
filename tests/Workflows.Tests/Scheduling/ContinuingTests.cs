using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>An execution that continues as new whenever it can comes to the same as one that never does.</summary>
public sealed class ContinuingTests
{
    private static readonly BlockDefinition Work = Block(Job("a").Output("o"), Job("b", "a").Input("o", "${{ steps.a.outputs.o }}"))
        .Gives("o", "${{ steps.a.outputs.o }}");

    private static readonly IReadOnlyDictionary<string, PipelineDefinition> Definitions = new Dictionary<string, PipelineDefinition>
    {
        ["chain"] = Pipeline(Block(Job("a").Output("o"), Job("b", "a"), Job("c", "b").Input("o", "${{ steps.a.outputs.o }}"))
            .Gives("first", "${{ steps.a.outputs.o }}")).Finally(Job("z").Input("s", "${{ execution.status }}"), Job("y", "z")),
        ["fails"] = Pipeline(Job("a"), Job("broken", "a"), Job("c", "broken")).Finally(Job("z"), Job("y", "z")),
        ["independent"] = Pipeline(Job("broken"), Job("c", "broken"), Job("d"), Job("e", "d")).Mode(FailureMode.ContinueIndependent),
        ["condition"] = Pipeline(Job("a"), If("c", "true", Work, Work).Needs("a"), Job("d", "c")),
        ["loop"] = Pipeline(Loop("l", Work, maximum: 3).State("n", 0.5, "${{ loop.state.n * 2.0 }}"), Job("d", "l")),
        ["foreach"] = Pipeline(ForEach("s", "${{ [3, 1, 2] }}", Work) with { Parallelism = 1 }, Job("d", "s")),
        ["group"] = Pipeline(Group("g", Block(Job("a"), Job("broken", "a")), Block(Job("c").Input("e", "${{ steps.g.error.type }}"), Job("d", "c")), Block(Job("z"), Job("y", "z")))),
        ["retry"] = Pipeline(Group("g", Block(Job("a"), Job("broken", "a"))).Tries(3).Continues(), Job("d", "g").Input("n", "${{ steps.g.attempts }}")),
        ["nested"] = Pipeline(Nested("p", Pipeline(Job("a").Input("q", "${{ parameters.q }}"), Job("b", "a").Input("q", "${{ parameters.q }}"))
            .Finally(Job("z").Input("s", "${{ execution.status }}"), Job("y", "z")) with { Parameters = [new ParameterDefinition("q", ParameterType.Int)] }, ("q", 5))),
        ["waits"] = Pipeline(Job("a"), Wait("w", "1h").Needs("a"), Job("b", "w"), Group("g", Block(Job("x"), Job("y", "x"))).Within(TimeSpan.FromHours(3)).Needs("b")),
        ["answers"] = Pipeline(Job("a"), Approval("ok").Needs("a"), Callback("c").Needs("ok"), Job("broken", "c").Asks(), Job("d", "broken")),
        ["all"] = Pipeline(Loop("l", Block(ForEach("s", "${{ ['x', 'y'] }}", Block(Group("g", Block(Job("a"), Job("broken", "a")), Block(Job("c").Input("i", "${{ loop.index }}")))))), maximum: 2)),
    };

    public static TheoryData<string> Names => [.. Definitions.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Continue_AfterEveryEvent_ComesToTheSame(string name)
    {
        // Arrange
        var run = Definitions[name].Run();

        // Act
        var whole = Play(new Execution(run));
        var divided = Play(new Execution(run, continues: true));

        // Assert
        Assert.True(divided.Continuations > 0, $"{divided.Continuations} continuations");
        Assert.Equal(whole.Outcome!.Status, divided.Outcome!.Status);
        Assert.Equal(whole.Started, divided.Started);
        Assert.Equal(
            whole.Commands.OfType<FlowCommand.RunJob>().Select(Shown), divided.Commands.OfType<FlowCommand.RunJob>().Select(Shown));
        Assert.Equal(
            whole.View.Steps.Select(step => $"{step.Key} {step.Value.Status} {step.Value.Attempts} {Json(step.Value.Outputs)}"),
            divided.View.Steps.Select(step => $"{step.Key} {step.Value.Status} {step.Value.Attempts} {Json(step.Value.Outputs)}"));
        Assert.Null(divided.View.Compacted);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Continue_Compacted_RunsTheSameAndCountsTheRest(string name)
    {
        // Arrange
        var run = Definitions[name].Run() with { Limits = new RunLimits { KeptState = 1 } };

        // Act
        var whole = Play(new Execution(run));
        var divided = Play(new Execution(run, continues: true));

        // Assert
        Assert.Equal(whole.Outcome!.Status, divided.Outcome!.Status);
        Assert.Equal(
            whole.Commands.OfType<FlowCommand.RunJob>().Select(Shown), divided.Commands.OfType<FlowCommand.RunJob>().Select(Shown));
        Assert.Equal(whole.State.Ended, divided.State.Ended);
        var view = divided.View;
        Assert.All(view.Steps, step => Assert.Equal(whole.View.Steps[step.Key].Status, step.Value.Status));
    }

    [Fact]
    public void Continue_Timers_KeepTheirTime()
    {
        // Arrange: the wait is for an hour; a job ends each second.
        var execution = new Execution(Pipeline(Wait("w", "1h"), Job("a"), Job("b", "a")).Run(), continues: true);

        // Act
        execution.Complete("a");
        var left = execution.Timers["w"].After;
        execution.Complete("b");

        // Assert
        Assert.Equal(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(1), left);
        Assert.Equal(TimeSpan.FromHours(1) - TimeSpan.FromSeconds(2), execution.Timers["w"].After);
        Assert.IsType<FlowOutcome.Succeeded>(execution.Fire("w").Outcome);
    }

    [Fact]
    public void Continue_LongLoop_KeepsItsStateSmall()
    {
        // Arrange
        var loop = Loop("l", Work, maximum: 300).State("n", 0, "${{ loop.state.n + 1 }}");
        var run = Pipeline(loop).Run() with { Limits = new RunLimits { KeptState = 1 } };

        // Act
        var execution = new Execution(run, continues: true);
        while (execution.Outcome is null) execution.Complete(execution.Running[0], ("o", 1));

        // Assert
        Assert.Equal(600, execution.Continuations + 1);
        Assert.InRange(execution.State.Frames.Count, 1, 5);
        Assert.Equal(601, execution.State.Ended[StepStatus.Succeeded]);
        Assert.InRange(execution.View.Compacted!["Succeeded"], 590, 600);
    }

    [Fact]
    public void Continue_StateTooLargeToCarry_IsRefused()
    {
        // Arrange: values that cannot be packed any smaller, all of which are read at the end.
        var random = new Random(5);
        var steps = Enumerable.Range(0, 70).Select(i => Job($"s{i}").Output("o")).ToArray();
        var readers = steps.Chunk(35).Select((read, i) => read.Aggregate(
            Job($"reads-{i}", [.. steps.Select(step => step.Name)]),
            (job, step) => job.Input(step.Name, $"${{{{ steps.{step.Name}.outputs.o }}}}")));
        var execution = new Execution(Pipeline([.. steps, .. readers]));
        foreach (var step in steps)
        {
            var bytes = new byte[20_000];
            random.NextBytes(bytes);
            execution.Complete(step.Name, ("o", Convert.ToBase64String(bytes)));
        }

        // Act
        var next = Flow.Continued(execution.State);
        execution.Happens(new FlowEvent.Overflowed(Largest.Of(execution.State)));

        // Assert
        Assert.Null(next);
        Assert.Equal(["reads-0", "reads-1"], execution.Cancelling);
        Assert.Matches(@"the largest are of 's\d+' \(\d+ KiB\), ", execution.State.Frames[0].Failure!.Error.Message);
    }

    // Steps named 'broken' fail; who waits is answered; then timers fire.
    private static Execution Play(Execution execution)
    {
        while (execution.Outcome is null)
        {
            if (execution.Running is [var path, ..])
            {
                if (path.EndsWith("broken", StringComparison.Ordinal)) execution.Fails(path);
                else execution.Complete(path, ("o", path));
                continue;
            }

            var waiting = execution.View.Steps.FirstOrDefault(step => step.Value.Wait?.For is "approval" or "callback" or "decision");
            if (waiting.Key is not null)
            {
                var kind = waiting.Value.Wait!.For switch
                {
                    "approval" => AnswerKind.Approve,
                    "callback" => AnswerKind.Complete,
                    _ => AnswerKind.Skip,
                };
                execution.Answer(waiting.Key, kind, token: waiting.Value.Wait.Token);
                continue;
            }

            execution.Fire(execution.Timers.Keys.First());
        }

        return execution;
    }

    private static string Shown(FlowCommand.RunJob job) => JsonSerializer.Serialize(job.Request, PipelineJson.Options);
}
