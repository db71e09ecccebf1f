using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Activities.Jobs;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Tests.Jobs;

public sealed class OutputTests : IDisposable
{
    private readonly JobBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_OutputsOfAllKinds_AreCollected()
    {
        // Arrange
        var request = _bench.Shell("""
            cd $SM_OUTPUT_DATA_DIR
            printf 'a,b\n1,2\n' > train.csv
            echo '{"best": 0.5}' > best.json
            mkdir -p plots/deep && echo png > plots/deep/a.png
            echo report > sub/report.html
            echo weights > $SM_MODEL_DIR/weights.bin
            """) with
        {
            Type = "training",
            Outputs =
            [
                new OutputDefinition("train", "train.csv", ArtifactKind.Table),
                new OutputDefinition("best", "best.json", ArtifactKind.Value),
                new OutputDefinition("plots", "plots", ArtifactKind.Directory),
                new OutputDefinition("report", "sub/report.html", ArtifactKind.Report),
                new OutputDefinition("extra", "extra.csv", ArtifactKind.Table, Optional: true),
            ],
        };

        // Act
        var outputs = (await _bench.RunAsync(request)).Outputs;

        // Assert
        Assert.Equal("a,b\n1,2\n", await _bench.ReadAsync(outputs["train"]));
        Assert.Equal(0.5, outputs["best"].GetProperty("best").GetDouble());
        Assert.Equal("report\n", await _bench.ReadAsync(outputs["report"]));
        Assert.Equal(JsonValueKind.Null, outputs["extra"].ValueKind);
        var model = ArtifactValue.Read(outputs["model"])!;
        Assert.Equal((ArtifactKind.Model, "model"), (model.Kind, model.Name));
        Assert.Equal("weights.bin", Assert.Single((await _bench.Local.Artifacts.ReadManifestAsync(model, JobBench.Cancel)).Entries).Path);
        var plots = await _bench.Local.Artifacts.ReadManifestAsync(
            ArtifactValue.Read(outputs["plots"])!, JobBench.Cancel);
        Assert.Equal("deep/a.png", Assert.Single(plots.Entries).Path);
    }

    [Fact]
    public async Task Run_ModelDeclaredAsOutput_IsTakenFromTheModelDirectory()
    {
        var request = _bench.Shell("echo w > $SM_MODEL_DIR/w") with { Type = "training", Outputs = [new OutputDefinition("model", "model", ArtifactKind.Model)] };

        var outputs = (await _bench.RunAsync(request)).Outputs;

        Assert.Equal("model", ArtifactValue.Read(outputs["model"])!.Name);
    }

    [Fact]
    public async Task Run_OutputNotWritten_SaysWhatWasWrittenInstead()
    {
        var request = _bench.Shell("echo x > $SM_OUTPUT_DATA_DIR/trian.csv") with { Outputs = [new OutputDefinition("train", "train.csv", ArtifactKind.Table)] };

        var failure = await _bench.FailsAsync(request);

        Assert.Equal(JobErrors.MissingOutput, failure.ErrorType);
        Assert.Contains("'train.csv' was not written", failure.Message, StringComparison.Ordinal);
        Assert.Contains("trian.csv", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ln -s /etc/passwd $SM_OUTPUT_DATA_DIR/o.csv", "o.csv", ArtifactKind.File, "symbolic link")]
    [InlineData("mkfifo $SM_OUTPUT_DATA_DIR/o.csv", "o.csv", ArtifactKind.File, "device, pipe or socket")]
    [InlineData("mkfifo $SM_OUTPUT_DATA_DIR/o.json", "o.json", ArtifactKind.Value, "device, pipe or socket")]
    [InlineData("mkdir $SM_OUTPUT_DATA_DIR/o.csv", "o.csv", ArtifactKind.Table, "is a directory")]
    [InlineData("echo x > $SM_OUTPUT_DATA_DIR/plots", "plots", ArtifactKind.Directory, "is a file")]
    [InlineData("echo '{x' > $SM_OUTPUT_DATA_DIR/o.json", "o.json", ArtifactKind.Value, "is not JSON")]
    public async Task Run_OutputNotOfItsKind_IsRefused(string script, string path, ArtifactKind kind, string expected)
    {
        var failure = await _bench.FailsAsync(
            _bench.Shell(script) with { Outputs = [new OutputDefinition("o", path, kind)] });

        Assert.Equal(JobErrors.InvalidOutput, failure.ErrorType);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ValueAbove32KiB_BecomesAnArtifact()
    {
        // Arrange
        var request = _bench.Python("""
            import os
            d = os.environ["SM_OUTPUT_DATA_DIR"]
            open(d + "/small.json", "w").write('"' + "x" * 32766 + '"')
            open(d + "/large.json", "w").write('"' + "x" * 32767 + '"')
            """) with
        {
            Outputs = [new OutputDefinition("small", "small.json", ArtifactKind.Value), new OutputDefinition("large", "large.json", ArtifactKind.Value)],
        };

        // Act
        var outputs = (await _bench.RunAsync(request)).Outputs;

        // Assert
        Assert.Equal(JsonValueKind.String, outputs["small"].ValueKind);
        Assert.Equal(32_769, ArtifactValue.Read(outputs["large"])!.Size);
    }

    [Theory]
    [InlineData(ArtifactKind.Value, "report")]
    [InlineData(ArtifactKind.Value, null)] // an evaluation's only JSON output
    [InlineData(ArtifactKind.Report, "report")] // does not travel inline: read back from the store
    public async Task Run_Report_BecomesMetrics(ArtifactKind kind, string? report)
    {
        var request = _bench.Shell("""echo '{"auc": 0.97, "confusion": {"tp": 5}}' > $SM_OUTPUT_DATA_DIR/report.json""") with
        {
            Type = "evaluate",
            Outputs = [new OutputDefinition("report", "report.json", kind)],
            Report = report,
        };

        var metrics = (await _bench.RunAsync(request)).Metrics;

        Assert.Equal(0.97, metrics["auc"].GetDouble());
        Assert.Equal(5, metrics["confusion"].GetProperty("tp").GetInt32());
    }

    [Fact]
    public async Task Run_ReportIsNoObject_IsRefused()
    {
        var request = _bench.Shell("echo '[1]' > $SM_OUTPUT_DATA_DIR/report.json") with
        {
            Outputs = [new OutputDefinition("report", "report.json", ArtifactKind.Value)],
            Report = "report",
        };

        var failure = await _bench.FailsAsync(request);

        Assert.Equal(JobErrors.InvalidOutput, failure.ErrorType);
    }
}
