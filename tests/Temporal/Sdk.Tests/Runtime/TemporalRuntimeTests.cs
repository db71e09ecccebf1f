using Temporalio.Client;
using Temporalio.Embedded;
using Temporalio.Runtime;
using Temporalio.Worker;

namespace Temporalio.Tests.Runtime;

public sealed class TemporalRuntimeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CustomMetricMeterOptions.DurationFormat.IntegerMilliseconds, "ms", typeof(long))]
    [InlineData(CustomMetricMeterOptions.DurationFormat.FloatSeconds, "s", typeof(double))]
    [InlineData(CustomMetricMeterOptions.DurationFormat.TimeSpan, "duration", typeof(TimeSpan))]
    public async Task CustomMeter_WorkflowRuns_HearsOfCallsTasksAndTheUsersMetricsOnce(
        CustomMetricMeterOptions.DurationFormat format, string unit, Type type)
    {
        // Arrange
        var meter = new MeterList();
        var runtime = new TemporalRuntime(new(new TelemetryOptions
        {
            Metrics = new()
            {
                CustomMetricMeter = meter,
                CustomMetricMeterOptions = new() { HistogramDurationFormat = format },
                GlobalTags = [new("site", "north")],
                AttachServiceName = false,
            },
        }));
        await using var service = await EmbeddedTemporal.StartAsync(new() { Endpoint = EmbeddedEndpoint.Tcp() }, Cancel);
        var client = await TemporalClient.ConnectAsync(new(service.Address!) { Runtime = runtime });
        using var worker = new TemporalWorker(client, new TemporalWorkerOptions("queue") { MaxCachedWorkflows = 0 }
            .AddWorkflow<MeasuredWorkflow>().AddAllActivities(typeof(MeasuredWorkflow), null));

        // Act
        await worker.ExecuteAsync(
            () => client.ExecuteWorkflowAsync((MeasuredWorkflow wf) => wf.RunAsync(), new("id", "queue")), Cancel);

        // Assert
        var lines = meter.Lines.ToList();
        const string ofWorker = "site=north;namespace=default;task_queue=queue;";
        Assert.Equal(
            [("begun", 1L, ofWorker + "workflow_type=MeasuredWorkflow;")], lines.Where(line => line.Name == "begun"));
        Assert.Equal(
            [("level", 1.5, ofWorker + "workflow_type=MeasuredWorkflow;color=red;")],
            lines.Where(line => line.Name == "level"));
        Assert.Equal(
            [("size in bytes", 7, ofWorker + "activity_type=Measure;workflow_type=MeasuredWorkflow;")],
            lines.Where(line => line.Name == "size in bytes"));
        Assert.Contains(("temporal_request", 1L, "site=north;operation=StartWorkflowExecution;"), lines);
        Assert.Contains(lines, line => line.Name == $"temporal_activity_execution_latency in {unit}"
            && line.Value.GetType() == type && line.Tags.Contains("activity_type=Measure", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Name == $"temporal_workflow_task_execution_latency in {unit}");
        Assert.Contains(lines, line => line.Name == "temporal_long_request"
            && line.Tags.Contains("operation=PollWorkflowTaskQueue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task CustomMeter_CallIsRefused_HearsTheCode()
    {
        // Arrange
        var meter = new MeterList();
        var runtime = new TemporalRuntime(new(new TelemetryOptions
        {
            Metrics = new() { CustomMetricMeter = meter, MetricPrefix = "my_" },
        }));
        await using var service = await EmbeddedTemporal.StartAsync(new() { Endpoint = EmbeddedEndpoint.Tcp() }, Cancel);
        var client = await TemporalClient.ConnectAsync(new(service.Address!) { Runtime = runtime });

        // Act
        await Assert.ThrowsAsync<Exceptions.RpcException>(() => client.GetWorkflowHandle("nobody").DescribeAsync());

        // Assert
        Assert.Contains(meter.Lines, line => line.Name == "my_request_failure"
            && line.Tags.EndsWith("operation=DescribeWorkflowExecution;status_code=NotFound;", StringComparison.Ordinal));
    }

    [Fact]
    public void Default_Meter_TakesEverythingAndTellsNobody()
    {
        // Act
        var counter = TemporalRuntime.Default.MetricMeter.CreateCounter<long>("any");
        counter.Add(1);

        // Assert
        Assert.Equal("any", counter.Name);
    }
}
