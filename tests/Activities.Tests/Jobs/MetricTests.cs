using Pipelines.Activities.Jobs;

namespace Pipelines.Activities.Tests.Jobs;

public sealed class MetricTests : IDisposable
{
    private readonly JobBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Run_PrintedSeveralTimes_TheLastCounts()
    {
        var request = _bench.Shell("echo 'auc=0.5; auc=0.6;'; echo noise; echo 'auc=0.93; loss=1e-3;' >&2") with
        {
            Metrics = new Dictionary<string, string> { ["auc"] = "auc=([0-9.]+)", ["loss"] = "loss=(.*?);" },
        };

        var metrics = (await _bench.RunAsync(request)).Metrics;

        Assert.Equal(0.93, metrics["auc"].GetDouble());
        Assert.Equal(0.001, metrics["loss"].GetDouble());
    }

    [Fact]
    public async Task Run_LastIsNotANumber_OlderNumberDoesNotHideIt()
    {
        var request = _bench.Shell("echo 'loss=0.2;'; echo 'loss=nan;'") with { Metrics = new Dictionary<string, string> { ["loss"] = "loss=(.*?);", ["auc"] = "auc=(.*?);" } };

        var metrics = (await _bench.RunAsync(request)).Metrics;

        Assert.Empty(metrics);
        Assert.Contains("metric 'loss': 'nan' is no finite number", _bench.Log(), StringComparison.Ordinal);
        Assert.Contains("metric 'auc': no line matches", _bench.Log(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auc=[0-9.]+", "has no group")]
    [InlineData("(?<=auc=)([0-9.]+)", "lookaround")]
    [InlineData("auc=([0-9.+", "auc=([0-9.+")]
    public async Task Run_UnusablePattern_FailsBeforeAnythingRuns(string pattern, string expected)
    {
        var failure = await _bench.FailsAsync(
            _bench.Shell("echo ran > ran") with { Metrics = new Dictionary<string, string> { ["auc"] = pattern } });

        Assert.Equal((JobErrors.BadMetric, true), (failure.ErrorType, failure.NonRetryable));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_bench.Project + "/ran"));
    }
}
