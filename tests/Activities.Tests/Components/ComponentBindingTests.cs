using System.Text;
using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Components;
using Pipelines.Activities.Jobs;
using Pipelines.Activities.Tests.Jobs;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Tests.Components;

public sealed class ComponentBindingTests
{
    public sealed record Limits(double Low, IReadOnlyList<string> Names);

    public sealed record Scores(double Best, double[] All);

    [Fact]
    public async Task Run_PlainTypes_AreBoundByNameWhateverTheSpelling()
    {
        // Arrange
        object[]? seen = null;
        using var bench = Bench("c", (double learningRate, int epochs, string kernel, bool shuffle, Limits limits, double[] rates, PipelineContext who, int tries = 7) =>
            seen = [learningRate, epochs, kernel, shuffle, limits.Low, limits.Names[0], rates[1], who.ExecutionId, tries]);
        var request = bench.Component("c") with
        {
            Hyperparameters = Values(("learning-rate", "0.5"), ("epochs", "10.0"), ("kernel", "\"rbf\"")),
            Inputs = Values(("shuffle", "true"), ("limits", """{"low": 1, "names": ["a"]}"""), ("rates", "[0.1, 0.2]")),
        };

        // Act
        await bench.RunAsync(request);

        // Assert
        Assert.Equal([0.5, 10, "rbf", true, 1.0, "a", 0.2, "run-1", 7], seen!);
    }

    [Fact]
    public async Task Run_Artifacts_AreTablesStreamsFilesAndRecords()
    {
        // Arrange
        var seen = new List<string>();
        using var bench = Bench("c", async (Table table, Stream stream, FileInfo file, Limits record, byte[] bytes, string path) =>
        {
            seen.Add(table.Rows[0][table.IndexOf("b")]);
            seen.Add(await new StreamReader(stream).ReadToEndAsync(JobBench.Cancel));
            seen.Add(file.Name + await File.ReadAllTextAsync(file.FullName, JobBench.Cancel));
            seen.Add(record.Names[0]);
            seen.Add(Encoding.UTF8.GetString(bytes));
            seen.Add(Path.GetFileName(path));
        });
        var request = bench.Component("c") with
        {
            Inputs = new Dictionary<string, JsonElement>
            {
                ["table"] = await bench.PutAsync("t.csv", "a,b\n1,2\n", ArtifactKind.Table),
                ["stream"] = await bench.PutAsync("s", "streamed"),
                ["file"] = await bench.PutAsync("f.txt", "filed"),
                ["record"] = await bench.PutAsync("r.json", """{"low":1,"names":["x"]}"""),
                ["bytes"] = await bench.PutAsync("b", "raw"),
                ["path"] = await bench.PutAsync("p.txt", ""),
            },
        };

        // Act
        await bench.RunAsync(request);

        // Assert
        Assert.Equal(["2", "streamed", "f.txtfiled", "x", "raw", "p.txt"], seen);
    }

    [Fact]
    public async Task Run_ModelDirectoryOfAProgram_IsReadAsARecord()
    {
        // Arrange
        var seen = "";
        using var bench = Bench("c", (Limits model) => { seen = model.Names[0]; });
        bench.Write("m/model.json", """{"low":1,"names":["from a program"]}""");
        bench.Write("m/notes.txt", "");
        var model = await bench.Local.Artifacts.PutDirectoryAsync(
            bench.Project + "/m", ArtifactKind.Model, "model", JobBench.Cancel);

        // Act
        await bench.RunAsync(bench.Component("c") with { Inputs = new Dictionary<string, JsonElement> { ["model"] = ArtifactValue.ToJson(model) } });

        // Assert
        Assert.Equal("from a program", seen);
    }

    [Theory]
    [InlineData("""{"rate": "fast", "epochs": 1}""", "'rate' takes a number; \"fast\" is none")]
    [InlineData("""{"rate": 1, "epochs": 1.5}""", "'epochs' takes a whole number; 1.5 is none")]
    [InlineData("""{"epochs": 1}""", "'rate' is missing")]
    [InlineData("""{"rate": null, "epochs": 1}""", "'rate' is null")]
    [InlineData("""{"rate": 1, "epochs": 1, "epoch": 2}""", "it has no 'epoch'; it takes rate, epochs")]
    public async Task Run_WrongHyperparameters_SayWhatIsTakenAndAreNotTriedAgain(string hyperparameters, string expected)
    {
        // Arrange
        using var bench = Bench("c", (double rate, int epochs, ComponentContext context) => { });
        var request = bench.Component("c") with { Hyperparameters = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(hyperparameters)! };

        // Act
        var failure = await bench.FailsAsync(request);

        // Assert
        Assert.Equal((JobErrors.BadInput, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OneOutput_IsTheResultItself()
    {
        using var bench = Bench("c", (int n) => n * 2);

        var result = await bench.RunAsync(bench.Component("c") with { Inputs = Values(("n", "21")), Outputs = [new OutputDefinition("twice", "twice.json", ArtifactKind.Value)] });

        Assert.Equal(42, result.Outputs["twice"].GetInt32());
    }

    [Fact]
    public async Task Run_RecordOrTuple_ItsPartsAreOutputs()
    {
        // Arrange
        var registry = new ComponentRegistry()
            .Add("record", () => new Scores(0.9, [0.1, 0.9]))
            .Add("tuple", (double Best, Table Train) () => (0.8, new Table(["a"], [["1"]])))
            .Add("task", async Task<(double Best, Table Train)> () =>
            {
                await Task.Yield();
                return (0.7, new Table(["a"], [["2"]]));
            });
        using var bench = new JobBench(registry);
        var best = new OutputDefinition("best", "best.json", ArtifactKind.Value);
        var train = new OutputDefinition("train", "sub/train.csv", ArtifactKind.Table);

        // Act
        var record = await bench.RunAsync(bench.Component("record") with { Outputs = [best, new OutputDefinition("all", "all.json", ArtifactKind.Value)] });
        var tuple = await bench.RunAsync(bench.Component("tuple") with { Outputs = [best, train] });
        var task = await bench.RunAsync(bench.Component("task") with { Outputs = [best, train] });

        // Assert
        Assert.Equal(
            [0.9, 0.8, 0.7], new[] { record, tuple, task }.Select(result => result.Outputs["best"].GetDouble()));
        Assert.Equal(0.1, record.Outputs["all"][0].GetDouble());
        Assert.Equal("a\n1\n", await bench.ReadAsync(tuple.Outputs["train"]));
        Assert.Equal("train.csv", ArtifactValue.Read(task.Outputs["train"])!.Name);
    }

    [Fact]
    public async Task Run_Training_ReturnedRecordIsTheModelAsAJsonFile()
    {
        using var bench = Bench("c", () => new Limits(3, ["x"]));

        var result = await bench.RunAsync(bench.Component("c") with { Type = "training" });

        var model = ArtifactValue.Read(result.Outputs["model"])!;
        Assert.Equal((ArtifactKind.Model, "model.json"), (model.Kind, model.Name));
        Assert.Equal("""{"low":3,"names":["x"]}""", await bench.ReadAsync(result.Outputs["model"]));
    }

    [Fact]
    public async Task Run_FilesWrittenByTheComponent_AreCollected()
    {
        using var bench = Bench(
            "c", (ComponentContext context) => File.WriteAllText(context.OutputPath("page"), "<html>"));

        var result = await bench.RunAsync(bench.Component("c") with { Outputs = [new OutputDefinition("page", "out/page.html", ArtifactKind.Report)] });

        Assert.Equal("<html>", await bench.ReadAsync(result.Outputs["page"]));
        Assert.False(Directory.Exists(bench.Local.Layout.AttemptFolder("run-1", "sweep[0].train", 1)));
    }

    [Fact]
    public async Task Run_NothingReturnedForAnOutput_IsMissing()
    {
        using var bench = Bench("c", () => { });

        var failure = await bench.FailsAsync(
            bench.Component("c") with { Outputs = [new OutputDefinition("page", "page.html", ArtifactKind.Report)] });

        Assert.Equal(JobErrors.MissingOutput, failure.ErrorType);
    }

    [Fact]
    public async Task Run_MetricsAndLog_AreKept()
    {
        using var bench = Bench("c", (ComponentContext context) =>
        {
            context.Log("seen=3;");
            context.Metric("auc", 0.5);
            context.Metric("auc", 0.75);
        });

        var result = await bench.RunAsync(
            bench.Component("c") with { Metrics = new Dictionary<string, string> { ["seen"] = "seen=([0-9]+)" } });

        Assert.Equal((0.75, 3.0), (result.Metrics["auc"].GetDouble(), result.Metrics["seen"].GetDouble()));
        Assert.Equal("seen=3;\nauc=0.5;\nauc=0.75;\n", bench.Log());
    }

    [Fact]
    public async Task Run_EvaluationWithoutOutputs_ReturnsItsMetrics()
    {
        using var bench = Bench("c", () => new Scores(0.9, [0.1]));

        var result = await bench.RunAsync(bench.Component("c") with { Type = "evaluate" });

        Assert.Equal(0.9, result.Metrics["best"].GetDouble());
    }

    [Fact]
    public async Task Run_ComponentThrows_FailsWithItsTypeTailAndTraceInTheLog()
    {
        // Arrange
        using var bench = Bench("c", (ComponentContext context) =>
        {
            context.Log("before");
            throw new InvalidDataException("column 3 is empty");
        });

        // Act
        var failure = await bench.FailsAsync(bench.Component("c"), new JobAttempt(2));

        // Assert
        Assert.Equal(("InvalidDataException", "column 3 is empty", false), (failure.ErrorType, failure.Message, failure.NonRetryable));
        Assert.Equal(["before"], failure.Detail!.LogTail);
        Assert.Null(failure.Detail.ExitCode);
        Assert.Contains(
            nameof(Run_ComponentThrows_FailsWithItsTypeTailAndTraceInTheLog), bench.Log(2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ComponentKnowsThatRetryingIsOfNoUse_SaysSo()
    {
        using var bench = Bench(
            "c", void () => throw new ComponentException("no such table", "NoTable", nonRetryable: true));

        var failure = await bench.FailsAsync(bench.Component("c"));

        Assert.Equal(("NoTable", true), (failure.ErrorType, failure.NonRetryable));
    }

    [Fact]
    public async Task Run_UnknownComponent_NamesThoseThatAreThere()
    {
        using var bench = new JobBench();

        var failure = await bench.FailsAsync(bench.Component("clasifier.evaluate"));

        Assert.Equal((JobErrors.ComponentNotFound, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains("classifier.evaluate", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_RunningComponent_SeesItAndTheStepIsCancelled()
    {
        // Arrange
        var started = new TaskCompletionSource();
        using var bench = Bench("c", async (CancellationToken cancel) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        });
        using var stop = new CancellationTokenSource();
        var running = bench.RunAsync(bench.Component("c"), new JobAttempt(1), stop.Token);
        await started.Task;

        // Act
        await stop.CancelAsync();

        // Assert
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(stop.Token, error.CancellationToken);
    }

    [Fact]
    public async Task Run_ComponentTakesTooLong_FailsWithTimeout()
    {
        using var bench = Bench("c", (CancellationToken cancel) => Task.Delay(Timeout.Infinite, cancel));

        var failure = await bench.FailsAsync(
            bench.Component("c"), new JobAttempt(1) { TimeLimit = TimeSpan.FromMilliseconds(50) });

        Assert.Equal(JobErrors.Timeout, failure.ErrorType);
    }

    [Fact]
    public async Task Run_Noop_TouchesNoDisk()
    {
        using var bench = new JobBench();

        var result = await bench.RunAsync(
            bench.Component("noop"), new JobAttempt(4) { TimeLimit = TimeSpan.FromMinutes(1) }, JobBench.Cancel);

        Assert.Equal(4, result.Attempt);
        Assert.False(Directory.Exists(bench.State));
    }

    [Fact]
    public void Add_NameTaken_IsRefused()
    {
        var registry = new ComponentRegistry().AddBuiltIns();

        Assert.Throws<ArgumentException>(() => registry.Add("noop", () => { }));
    }

    [Fact]
    public async Task AddAll_ObjectWithMarkedMethods_RegistersThem()
    {
        // Arrange
        using var bench = new JobBench(new ComponentRegistry().AddAll(new Greeter("hello")));

        // Act
        var result = await bench.RunAsync(bench.Component("greet") with { Inputs = Values(("name", "\"ada\"")), Outputs = [new OutputDefinition("text", "text.json", ArtifactKind.Value)] });

        // Assert
        Assert.Equal("hello ada", result.Outputs["text"].GetString());
    }

    public sealed class Greeter(string word)
    {
        [Component("greet")]
        public string Greet(string name) => $"{word} {name}";
    }

    private static JobBench Bench(string name, Delegate method) => new(new ComponentRegistry().Add(name, method));

    private static Dictionary<string, JsonElement> Values(params (string Name, string Json)[] values) =>
        values.ToDictionary(value => value.Name, value => JobBench.Json(value.Json));
}
