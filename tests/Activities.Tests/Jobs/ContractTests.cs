using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Tests.Jobs;

/// <summary>What a program finds: SageMaker's variables, folders, files and arguments.</summary>
public sealed class ContractTests : IDisposable
{
    private const string Dump = """
        import json, os, sys
        with open(os.path.join(os.environ["SM_OUTPUT_DATA_DIR"], "seen.json"), "w") as f:
            json.dump({"env": dict(os.environ), "args": sys.argv[1:], "cwd": os.getcwd()}, f)
        """;

    private readonly JobBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_Training_GetsHyperparametersAsArgumentsVariablesAndFile()
    {
        // Arrange
        var script = Dump + """

            with open(os.path.join(os.environ["SM_INPUT_CONFIG_DIR"], "hyperparameters.json")) as f:
                print(json.dumps(json.load(f), sort_keys=True))
            """;
        var request = Seen(_bench.Python(script) with
        {
            Type = "training",
            Hyperparameters = new Dictionary<string, JsonElement>
            {
                ["learning-rate"] = JobBench.Json("0.1"),
                ["epochs"] = JobBench.Json("10"),
                ["flag"] = JobBench.Json("true"),
                ["layers"] = JobBench.Json("[64, 32]"),
                ["kernel"] = JobBench.Json("\"rbf\""),
                ["zip"] = JobBench.Json("\"01234\""),
                ["c"] = JobBench.Json("""{"b":2,"a":1}"""),
            },
        });

        // Act
        var seen = await SeenAsync(request);

        // Assert
        var args = seen.GetProperty("args").EnumerateArray().Select(each => each.GetString()!).ToArray();
        Assert.Equal(
            ["-c", "a=1,b=2", "--epochs", "10", "--flag", "True", "--kernel", "rbf", "--layers", "[64,32]", "--learning-rate", "0.1", "--zip", "01234"], args);
        Assert.Equal("0.1", Variable(seen, "SM_HP_LEARNING-RATE"));
        Assert.Equal("0.1", Variable(seen, "SM_HP_LEARNING_RATE"));
        Assert.Equal("""{"a":1,"b":2}""", Variable(seen, "SM_HP_C"));
        Assert.Equal("""{"c":{"a":1,"b":2},"epochs":10,"flag":true,"kernel":"rbf","layers":[64,32],"learning-rate":0.1,"zip":"01234"}""", Variable(seen, "SM_HPS"));
        Assert.Equal(args, JsonSerializer.Deserialize<string[]>(Variable(seen, "SM_USER_ARGS")!));
        Assert.Contains("""{"c": "{\"a\":1,\"b\":2}", "epochs": "10", "flag": "true", "kernel": "rbf", "layers": "[64,32]", "learning-rate": "0.1", "zip": "01234"}""", _bench.Log(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Processing_GetsNoExtraArguments()
    {
        var request = Seen(_bench.Python(Dump) with { Hyperparameters = new Dictionary<string, JsonElement> { ["rate"] = JobBench.Json("1") } });

        var seen = await SeenAsync(request);

        Assert.Equal(0, seen.GetProperty("args").GetArrayLength());
        Assert.Equal("1", Variable(seen, "SM_HP_RATE"));
    }

    [Fact]
    public async Task Run_FileDirectoryAndValueInputs_AreChannels()
    {
        // Arrange
        Directory.CreateDirectory(_bench.Project + "/images");
        _bench.Write("images/sub/1.txt", "one");
        var images = ArtifactValue.ToJson(await _bench.Local.Artifacts.PutDirectoryAsync(_bench.Project + "/images", ArtifactKind.Directory, "images", JobBench.Cancel));
        var models = JobBench.Json($"[{(await _bench.PutAsync("model.json", "{}")).GetRawText()}, null]");
        var script = """
            import json, os
            e = os.environ
            found = sorted(os.path.relpath(os.path.join(d, f), os.path.join(e["SM_INPUT_DIR"], "data")) for d, _, fs in os.walk(os.path.join(e["SM_INPUT_DIR"], "data")) for f in fs)
            value = json.load(open(os.path.join(e["SM_CHANNEL_LIMITS"], "value.json")))
            models = json.load(open(os.path.join(e["SM_CHANNEL_MODELS"], "value.json")))
            json.dump({"found": found, "channels": e["SM_CHANNELS"], "value": value, "models": models, "text": e["PIPELINE_INPUT_LIMITS"],
                       "raw": e["PIPELINE_INPUT_RAW_DATA"], "channel": e["SM_CHANNEL_RAW-DATA"], "same": e["SM_CHANNEL_RAW_DATA"],
                       "content": open(e["PIPELINE_INPUT_RAW_DATA"]).read(), "config": json.load(open(e["SM_INPUT_CONFIG_DIR"] + "/inputdataconfig.json"))["images"]["TrainingInputMode"]},
                      open(os.path.join(e["SM_OUTPUT_DATA_DIR"], "seen.json"), "w"))
            """;
        var request = Seen(_bench.Python(script) with
        {
            Inputs = new Dictionary<string, JsonElement>
            {
                ["raw-data"] = await _bench.PutAsync("table.csv", "a,b\n"),
                ["images"] = images,
                ["limits"] = JobBench.Json("""{"low": 1, "high": [2, 3]}"""),
                ["models"] = models,
            },
        });

        // Act
        var seen = await SeenAsync(request);

        // Assert
        Assert.Equal(
            ["images/sub/1.txt", "limits/value.json", "models/0/model.json", "models/value.json", "raw-data/table.csv"],
            seen.GetProperty("found").EnumerateArray().Select(each => each.GetString()!));
        Assert.Equal("""["images","limits","models","raw-data"]""", seen.GetProperty("channels").GetString());
        Assert.Equal(3, seen.GetProperty("value").GetProperty("high")[1].GetInt32());
        Assert.Equal("""{"high":[2,3],"low":1}""", seen.GetProperty("text").GetString());
        Assert.Equal("0/model.json", seen.GetProperty("models")[0].GetString());
        Assert.Equal(seen.GetProperty("channel").GetString() + "/table.csv", seen.GetProperty("raw").GetString());
        Assert.Equal(seen.GetProperty("channel").GetString(), seen.GetProperty("same").GetString());
        Assert.Equal("a,b\n", seen.GetProperty("content").GetString());
        Assert.Equal("File", seen.GetProperty("config").GetString());
    }

    [Fact]
    public async Task Run_AnyProgram_KnowsItsPipeline()
    {
        // Arrange
        var request = Seen(_bench.Python(Dump));
        request = request with
        {
            Context = request.Context with { Namespace = "team-a", Environment = "prod" },
            Env = new Dictionary<string, string> { ["MODE"] = "fast", ["PIPELINE_STEP"] = "somebody else's" },
        };

        // Act
        var seen = await SeenAsync(request, attempt: 3);

        // Assert
        var expected = new Dictionary<string, string?>
        {
            ["PIPELINE_NAME"] = "test",
            ["PIPELINE_VERSION"] = "sha256:1",
            ["PIPELINE_EXECUTION_ID"] = "run-1",
            ["PIPELINE_STEP"] = "sweep[0].train", // the contract's own variables cannot be replaced
            ["PIPELINE_NAMESPACE"] = "team-a",
            ["PIPELINE_ENVIRONMENT"] = "prod",
            ["PIPELINE_ATTEMPT"] = "3",
            ["MODE"] = "fast",
            ["PYTHONUNBUFFERED"] = "1",
            ["SM_CURRENT_HOST"] = "algo-1",
            ["SM_HOSTS"] = """["algo-1"]""",
        };
        Assert.Equal(expected, expected.ToDictionary(each => each.Key, each => Variable(seen, each.Key)));
        Assert.Equal(_bench.Project, seen.GetProperty("cwd").GetString());
    }

    [Fact]
    public async Task Run_HostHasOtherVariables_ProgramDoesNotSeeThem()
    {
        var seen = await SeenAsync(Seen(_bench.Python(Dump)));

        string[] known = ["PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "PYTHONUNBUFFERED"];
        var others = seen.GetProperty("env").EnumerateObject().Select(each => each.Name)
            .Where(name => !known.Contains(name) && !name.StartsWith("SM_", StringComparison.Ordinal) && !name.StartsWith("PIPELINE_", StringComparison.Ordinal));
        Assert.Empty(others);
        Assert.True(
            Environment.GetEnvironmentVariables().Count > known.Length, "the test's own process has nothing to hide");
    }

    [Fact]
    public async Task Run_TrainingEnvironment_HoldsTheToolkitsFields()
    {
        var request = Seen(_bench.Python(Dump) with { Type = "training", Inputs = new Dictionary<string, JsonElement> { ["train"] = await _bench.PutAsync("t.csv", "x") } });

        var seen = await SeenAsync(request);

        var training = JobBench.Json(Variable(seen, "SM_TRAINING_ENV")!);
        Assert.Equal(Variable(seen, "SM_CHANNEL_TRAIN"), training.GetProperty("channel_input_dirs").GetProperty("train").GetString());
        Assert.Equal(Variable(seen, "SM_MODEL_DIR"), training.GetProperty("model_dir").GetString());
        Assert.Equal(Environment.ProcessorCount, training.GetProperty("num_cpus").GetInt32());
        Assert.True(training.GetProperty("is_master").GetBoolean());
    }

    [Fact]
    public async Task Run_ArgumentThatLooksLikeShellCode_StaysText()
    {
        var request = Seen(_bench.Command("/usr/bin/python3", "-c", Dump, "$(touch pwned)", "; touch pwned", "*"));

        var seen = await SeenAsync(request);

        Assert.Equal(["$(touch pwned)", "; touch pwned", "*"], seen.GetProperty("args").EnumerateArray().Select(each => each.GetString()!));
        Assert.False(File.Exists(_bench.Project + "/pwned"));
    }

    private static JobRequest Seen(JobRequest request) =>
        request with { Outputs = [new OutputDefinition("seen", "seen.json", ArtifactKind.Value)] };

    private async Task<JsonElement> SeenAsync(JobRequest request, int attempt = 1)
    {
        var result = await _bench.RunAsync(request, new Activities.Jobs.JobAttempt(attempt), JobBench.Cancel);
        return result.Outputs["seen"];
    }

    private static string? Variable(JsonElement seen, string name) =>
        seen.GetProperty("env").TryGetProperty(name, out var value) ? value.GetString() : null;
}
