using Temporalio.Common;
using static Temporalio.Runtime.CustomMetricMeterOptions;

namespace Temporalio.Runtime.Metering;

/// <summary>The metrics that the SDK itself writes, with the official names.</summary>
internal sealed class SdkMetrics
{
    private readonly MetricCounter<long> _requests;
    private readonly MetricCounter<long> _requestFailures;
    private readonly MetricCounter<long> _longRequests;
    private readonly MetricCounter<long> _longRequestFailures;
    private readonly MetricCounter<long> _workflowTaskFailures;
    private readonly MetricCounter<long> _activityFailures;
    private readonly Action<TimeSpan, KeyValuePair<string, object>[]> _requestLatency;
    private readonly Action<TimeSpan, KeyValuePair<string, object>[]> _longRequestLatency;
    private readonly Action<TimeSpan, KeyValuePair<string, object>[]> _workflowTaskLatency;
    private readonly Action<TimeSpan, KeyValuePair<string, object>[]> _activityLatency;

    public SdkMetrics(MetricMeter meter, string prefix, DurationFormat format)
    {
        _requests = meter.CreateCounter<long>(prefix + "request");
        _requestFailures = meter.CreateCounter<long>(prefix + "request_failure");
        _longRequests = meter.CreateCounter<long>(prefix + "long_request");
        _longRequestFailures = meter.CreateCounter<long>(prefix + "long_request_failure");
        _workflowTaskFailures = meter.CreateCounter<long>(prefix + "workflow_task_execution_failed");
        _activityFailures = meter.CreateCounter<long>(prefix + "activity_execution_failed");
        _requestLatency = Durations("request_latency");
        _longRequestLatency = Durations("long_request_latency");
        _workflowTaskLatency = Durations("workflow_task_execution_latency");
        _activityLatency = Durations("activity_execution_latency");

        Action<TimeSpan, KeyValuePair<string, object>[]> Durations(string name)
        {
            switch (format)
            {
                case DurationFormat.FloatSeconds:
                    var seconds = meter.CreateHistogram<double>(prefix + name, "s");
                    return (duration, tags) => seconds.Record(duration.TotalSeconds, tags);
                case DurationFormat.TimeSpan:
                    var spans = meter.CreateHistogram<TimeSpan>(prefix + name, "duration");
                    return (duration, tags) => spans.Record(duration, tags);
                default:
                    var milliseconds = meter.CreateHistogram<long>(prefix + name, "ms");
                    return (duration, tags) => milliseconds.Record((long)duration.TotalMilliseconds, tags);
            }
        }
    }

    /// <summary>Notes the end of a call.</summary>
    /// <param name="rpc">Which.</param>
    /// <param name="longPoll">Whether it waits for something.</param>
    /// <param name="took">How long it took.</param>
    /// <param name="code">Why it failed; null when it did not.</param>
    public void Request(string rpc, bool longPoll, TimeSpan took, string? code)
    {
        KeyValuePair<string, object>[] tags = [new("operation", rpc)];
        (longPoll ? _longRequests : _requests).Add(1, tags);
        (longPoll ? _longRequestLatency : _requestLatency)(took, tags);
        if (code != null)
            (longPoll ? _longRequestFailures : _requestFailures).Add(1, [.. tags, new("status_code", code)]);
    }

    /// <summary>Notes the end of a workflow task.</summary>
    public void WorkflowTask(string queue, string workflowType, TimeSpan took, bool failed)
    {
        KeyValuePair<string, object>[] tags = [new("task_queue", queue), new("workflow_type", workflowType)];
        _workflowTaskLatency(took, tags);
        if (failed)
            _workflowTaskFailures.Add(1, tags);
    }

    /// <summary>Notes the end of an attempt of an activity.</summary>
    public void Activity(string queue, string activityType, TimeSpan took, bool failed)
    {
        KeyValuePair<string, object>[] tags = [new("task_queue", queue), new("activity_type", activityType)];
        _activityLatency(took, tags);
        if (failed)
            _activityFailures.Add(1, tags);
    }
}
