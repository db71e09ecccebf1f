using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using Temporalio.Client;
using Temporalio.Exceptions;
using Temporalio.Extensions.OpenTelemetry;
using Temporalio.Tests.Services;
using Temporalio.Worker;

namespace Temporalio.Tests.Scenarios;

public sealed class TracingScenariosOnRealService(RealService service)
    : TracingScenarios(service), IClassFixture<RealService>;

public sealed class TracingScenariosOnEmbeddedService(EmbeddedService service)
    : TracingScenarios(service), IClassFixture<EmbeddedService>;

/// <summary>The spans of clients, workflows and activities make one trace.</summary>
public abstract class TracingScenarios(ServiceUnderTest service) : Scenario(service)
{
    [Fact]
    public async Task Trace_OfAWorkflow_LeadsFromTheClientToTheActivity()
    {
        // Act
        var (root, spans) = await RunTracedAsync(maxCachedWorkflows: 100);

        // Assert
        var start = spans["StartWorkflow:Traced"];
        var run = spans["RunWorkflow:Traced"];
        Assert.Equal(root, start.ParentSpanId);
        Assert.Equal(start.SpanId, run.ParentSpanId);
        Assert.Equal(run.SpanId, spans["StartActivity:Echo"].ParentSpanId);
        Assert.Equal(spans["StartActivity:Echo"].SpanId, spans["RunActivity:Echo"].ParentSpanId);
        Assert.Equal(run.SpanId, spans["CompleteWorkflow:Traced"].ParentSpanId);
        Assert.Equal(start.SpanId, spans["HandleUpdate:Ask"].ParentSpanId);
        Assert.Equal(spans["UpdateWorkflow:Ask"].SpanId, Assert.Single(spans["HandleUpdate:Ask"].Links).Context.SpanId);
        Assert.Equal(spans["SignalWorkflow:Finish"].SpanId, Assert.Single(spans["HandleSignal:Finish"].Links).Context.SpanId);
        Assert.Equal(Unique, run.GetTagItem("temporalWorkflowID"));
        Assert.NotNull(run.GetTagItem("temporalRunID"));
        Assert.NotNull(spans["RunActivity:Echo"].GetTagItem("temporalActivityID"));
    }

    [Fact]
    public async Task Trace_OfAWorkflowThatReplaysEachTime_HasEachSpanOnce()
    {
        // Act
        var (_, spans) = await RunTracedAsync(maxCachedWorkflows: 0);

        // Assert
        Assert.Equal(
            [
                "CompleteWorkflow:Traced", "HandleQuery:Done", "HandleSignal:Finish", "HandleUpdate:Ask",
                "QueryWorkflow:Done", "RunActivity:Echo", "RunWorkflow:Traced", "SignalWorkflow:Finish",
                "StartActivity:Echo", "StartWorkflow:Traced", "UpdateWorkflow:Ask", "ValidateUpdate:Ask",
            ],
            spans.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Trace_OfARejectedUpdate_SaysThatItFailed()
    {
        // Arrange
        using var trace = new RecordedTrace();
        var client = NewTracedClient();
        using var worker = NewTracedWorker(client, 100);

        // Act
        var name = await worker.ExecuteAsync(
            async () =>
            {
                var handle = await client.StartWorkflowAsync((TracedWorkflow wf) => wf.RunAsync(), NewWorkflow());
                await Assert.ThrowsAsync<WorkflowUpdateFailedException>(() =>
                    handle.ExecuteUpdateAsync(wf => wf.AskAsync(string.Empty)));
                await handle.TerminateAsync();
                return "ValidateUpdate:Ask";
            },
            Cancel);

        // Assert
        Assert.Contains(trace.Spans, span => span.OperationName == name && span.Events.Any(one => one.Name == "exception"));
    }

    [Fact]
    public async Task Trace_ByAPropagatorOfOnesOwn_GoesInItsField()
    {
        // Arrange
        var options = new TracingInterceptorOptions { Propagator = new SpanField() };

        // Act
        var (_, spans) = await RunTracedAsync(maxCachedWorkflows: 100, options, whoIsServed: "nobody");

        // Assert
        Assert.Equal(spans["StartWorkflow:Traced"].SpanId, spans["RunWorkflow:Traced"].ParentSpanId);
        Assert.Equal(spans["StartActivity:Echo"].SpanId, spans["RunActivity:Echo"].ParentSpanId);
        var started = (await Client.GetWorkflowHandle(Unique).FetchHistoryAsync(new() { Rpc = Patience })).Events.First();
        var header = started.WorkflowExecutionStartedEventAttributes.Header.Fields["_tracer-data"];
        Assert.StartsWith("{\"span\":", header.Data.ToStringUtf8(), StringComparison.Ordinal);
    }

    private async Task<(ActivitySpanId Root, Dictionary<string, Activity> Spans)> RunTracedAsync(
        int maxCachedWorkflows, TracingInterceptorOptions? options = null, string whoIsServed = "one two")
    {
        using var trace = new RecordedTrace();
        Baggage.SetBaggage("tenant", "one two");
        var client = NewTracedClient(options);
        using var worker = NewTracedWorker(client, maxCachedWorkflows);
        var result = await worker.ExecuteAsync(
            async () =>
            {
                var handle = await client.StartWorkflowAsync((TracedWorkflow wf) => wf.RunAsync(), NewWorkflow());
                Assert.Equal("why!", await handle.ExecuteUpdateAsync(wf => wf.AskAsync("why")));
                Assert.False(await handle.QueryAsync(wf => wf.Done));
                await handle.SignalAsync(wf => wf.FinishAsync());
                return await handle.GetResultAsync();
            },
            Cancel);
        Assert.Equal($"text for {whoIsServed}", result);
        return (trace.Root.SpanId, trace.Spans.ToDictionary(span => span.OperationName));
    }

    private TemporalClient NewTracedClient(TracingInterceptorOptions? options = null) => new(
        Client.Connection,
        new() { Namespace = Client.Options.Namespace, Interceptors = [new TracingInterceptor(options)] });

    private TemporalWorker NewTracedWorker(ITemporalClient client, int maxCachedWorkflows) => new(
        client,
        new TemporalWorkerOptions(Unique) { MaxCachedWorkflows = maxCachedWorkflows }
            .AddWorkflow<TracedWorkflow>()
            .AddAllActivities(typeof(TracedActivities), null));

    /// <summary>Writes the span, and no baggage.</summary>
    private sealed class SpanField : TextMapPropagator
    {
        public override ISet<string> Fields => new HashSet<string> { "span" };

        public override void Inject<T>(PropagationContext context, T carrier, Action<T, string, string> setter) =>
            setter(carrier, "span", $"00-{context.ActivityContext.TraceId}-{context.ActivityContext.SpanId}-01");

        public override PropagationContext Extract<T>(
            PropagationContext context, T carrier, Func<T, string, IEnumerable<string>?> getter) =>
            getter(carrier, "span")?.FirstOrDefault() is { } text && ActivityContext.TryParse(text, null, true, out var span)
                ? new(span, default)
                : context;
    }

    /// <summary>Keeps the spans of one trace, which its own root begins. Other tests' traces pass by.</summary>
    private sealed class RecordedTrace : IDisposable
    {
        private readonly ConcurrentQueue<Activity> _spans = new();
        private readonly ActivityListener _listener;

        public RecordedTrace()
        {
            Root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
            Root.ActivityTraceFlags = ActivityTraceFlags.Recorded;
            _listener = new()
            {
                ShouldListenTo = source => source.Name.StartsWith("Temporalio.", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> options) =>
                    options.TraceId == Root.TraceId ? ActivitySamplingResult.AllData : ActivitySamplingResult.None,
                ActivityStopped = span =>
                {
                    if (span.TraceId == Root.TraceId)
                    {
                        _spans.Enqueue(span);
                    }
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public Activity Root { get; }

        public IReadOnlyCollection<Activity> Spans => _spans;

        public void Dispose()
        {
            _listener.Dispose();
            Root.Dispose();
        }
    }
}
