using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Testing.Fakes;
using Pipelines.Testing.Running;

namespace Pipelines.Starter.Tests.Offline;

/// <summary>Tests of pipelines, written in C#.</summary>
public sealed class OfflineRunTests
{
    [Fact]
    public void Run_ThirtyStepsAndADayOfWaiting_EndsAfterADayThatNobodyWaited()
    {
        // Arrange
        var chain = string.Concat(Enumerable.Range(0, 29).Select(i => $"  s{i}: {{ type: processing, component: noop, needs: [{(i == 0 ? "pause" : $"s{i - 1}")}] }}\n"));
        var test = new OfflineTest(Compile($"pipeline: p\nsteps:\n  pause: {{ type: wait, duration: 1d }}\n{chain}"));

        // Act
        var run = test.Run();

        // Assert
        Assert.Equal(StepStatus.Succeeded, run.State.Status);
        Assert.Equal(TimeSpan.FromDays(1) + TimeSpan.FromSeconds(29), run.Duration);
        Assert.Equal(29, run.Calls.Count);
    }

    [Fact]
    public void Run_AttemptsThatFail_AreTriedAgainAfterGrowingWaits()
    {
        // Arrange: waits of 10 s, 20 s and 25 s between four attempts of a second.
        var test = new OfflineTest(Compile("""
            pipeline: p
            steps:
              a: { type: processing, component: noop, retry: { attempts: 5, interval: 10s, backoff: 2, maximum: 25s, notOn: [Broken] } }
            """))
            .Fake("a", Fails("Busy"), Fails("Busy"), Fails("Busy"), new FakeResult());

        // Act
        var run = test.Run();

        // Assert
        Assert.Equal(StepStatus.Succeeded, run.State.Status);
        Assert.Equal([0.0, 11, 32, 58], run.Calls.Select(call => call.At.TotalSeconds));
        Assert.Equal(4, run.State.Steps["a"].Attempts);
    }

    [Theory]
    [InlineData("Broken")] // named by notOn
    [InlineData("Timeout")] // longer than the step's timeout
    public void Run_FailureThatIsNotTriedAgain_FailsAtOnce(string type)
    {
        var test = new OfflineTest(Compile("""
            pipeline: p
            steps:
              a: { type: processing, component: noop, timeout: 5m, retry: { attempts: 5, notOn: [Broken, Timeout] } }
            """))
            .Fake("a", type == "Timeout" ? new FakeResult { Duration = TimeSpan.FromHours(1) } : Fails(type));

        var run = test.Run();

        Assert.Equal((StepStatus.Failed, type), (run.State.Status, run.State.Steps["a"].Error!.Type));
        Assert.Single(run.Calls);
        Assert.Equal(type == "Timeout" ? 300 : 1, run.Duration.TotalSeconds);
    }

    [Fact]
    public void Run_Parallelism_IsKeptInVirtualTime()
    {
        var test = new OfflineTest(Compile("""
            pipeline: p
            parallelism: 2
            steps:
              a: { type: processing, component: noop }
              b: { type: processing, component: noop }
              c: { type: processing, component: noop }
            """))
            .Fake("a", new FakeResult { Duration = TimeSpan.FromHours(2) })
            .Fake("b", new FakeResult { Duration = TimeSpan.FromHours(1) });

        var run = test.Run();

        Assert.Equal(["a", "b", "c"], run.Begun);
        Assert.Equal(TimeSpan.FromHours(1), run.CallsOf("c")[0].At);
    }

    [Fact]
    public void Run_StoppedFromOutside_StopsWhatRunsAndRunsTheFinally()
    {
        var test = new OfflineTest(Compile("""
            pipeline: p
            steps: { a: { type: processing, component: noop } }
            finally: { tidy: { type: processing, component: noop } }
            """)) { StopAfter = TimeSpan.FromMinutes(1) }
            .Fake("a", new FakeResult { Duration = TimeSpan.FromHours(1) });

        var run = test.Run();

        Assert.Equal(StepStatus.Stopped, run.State.Status);
        Assert.Equal((StepStatus.Stopped, StepStatus.Succeeded), (run.State.Steps["a"].Status, run.State.Steps["finally.tidy"].Status));
        Assert.Equal(61, run.Duration.TotalSeconds);
    }

    [Fact]
    public void Run_NobodyAnswers_SaysWhoWaits()
    {
        var test = new OfflineTest(Compile("pipeline: p\nsteps: { ask: { type: approval, message: Well? } }"));

        var open = test.Run();
        var answered = test.Answer("ask", new FakeAnswer(AnswerKind.Approve) { After = TimeSpan.FromDays(3) }).Run();

        Assert.Equal("'ask' waits for an approval", open.Stuck);
        Assert.Null(answered.Stuck);
        Assert.Equal(TimeSpan.FromDays(3), answered.Duration);
    }

    [Fact]
    public void Run_ParameterWithoutValue_IsRefusedAndNamed()
    {
        var test = new OfflineTest(Compile("pipeline: p\nparameters: { rate: { type: float } }\nsteps: { a: { type: processing, component: noop, inputs: { r: \"${{ parameters.rate }}\" } } }"));

        Assert.Contains("'rate'", Assert.Throws<ArgumentException>(() => test.Run()).Message, StringComparison.Ordinal);
        Assert.Contains("'rat'", Assert.Throws<ArgumentException>(() => test.With("rat", 1).Run()).Message, StringComparison.Ordinal);
        Assert.Equal("0.5", test.With("rate", 0.5).Run().Calls[0].Request.GetProperty("inputs").GetProperty("r").GetRawText());
    }

    [Theory]
    [InlineData("sweep[2].train", "sweep[2].train", 3)]
    [InlineData("sweep[*].train", "sweep[12].train", 2)]
    [InlineData("a[*].b[*].c", "a[1].b[22].c", 2)]
    [InlineData("train", "sweep[2].train", 1)]
    [InlineData("train", "train", 3)]
    [InlineData("sweep[*].train", "sweep[2].test", 0)]
    [InlineData("sweep[*].train", "sweep[2].inner.train", 0)]
    [InlineData("rain", "train", 0)]
    public void Precision_OfAPattern_IsHowExactlyItNamesTheStep(string pattern, string path, int expected) =>
        Assert.Equal(expected, new StepPattern(pattern).Precision(path));

    private static FakeResult Fails(string type) => new() { Failure = new FakeFailure(type, "no") };

    private static PipelineDefinition Compile(string yaml)
    {
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", yaml), new CompileOptions());
        return result.Definition ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
