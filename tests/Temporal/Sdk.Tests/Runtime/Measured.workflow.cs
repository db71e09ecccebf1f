using Temporalio.Activities;
using Temporalio.Workflows;

namespace Temporalio.Tests.Runtime;

/// <summary>Writes metrics in a workflow that replays with each task, and in an activity.</summary>
[Workflow]
public sealed class MeasuredWorkflow
{
    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        Workflow.MetricMeter.CreateCounter<long>("begun").Add(1);
        await Workflow.DelayAsync(1);
        await Workflow.ExecuteActivityAsync(
            () => Measure(), new() { StartToCloseTimeout = TimeSpan.FromMinutes(1) });
        Workflow.MetricMeter.WithTags([new("color", "red")]).CreateGauge<double>("level").Set(1.5);
        return "done";
    }

    [Activity]
    public static string Measure()
    {
        ActivityExecutionContext.Current.MetricMeter.CreateHistogram<int>("size", "bytes").Record(7);
        return "measured";
    }
}
