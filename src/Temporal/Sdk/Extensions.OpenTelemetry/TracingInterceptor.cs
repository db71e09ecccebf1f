using System.Diagnostics;
using OpenTelemetry.Context.Propagation;
using Temporalio.Activities;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Client.Interceptors;
using Temporalio.Converters;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>
/// Makes spans of what clients, workflows and activities do, and carries the trace from one to the next in a header.
/// Set among a client's interceptors, it is in the client's workers too.
/// </summary>
/// <remarks>
/// The header holds what <see cref="TracingInterceptorOptions.Propagator"/> writes: by default W3C's
/// <c>traceparent</c>, <c>tracestate</c> and <c>baggage</c>. The baggage is <c>OpenTelemetry.Baggage.Current</c>, in the
/// caller and in the code called. Workflow code makes spans of its own by
/// <see cref="ActivitySourceExtensions.TrackWorkflowDiagnosticActivity"/> only.
/// </remarks>
public class TracingInterceptor : IClientInterceptor, IWorkerInterceptor
{
    /// <summary>The source of clients' spans.</summary>
    public static readonly ActivitySource ClientSource = new("Temporalio.Extensions.OpenTelemetry.Client");

    /// <summary>The source of workflows' spans.</summary>
    public static readonly ActivitySource WorkflowsSource = new("Temporalio.Extensions.OpenTelemetry.Workflow");

    /// <summary>The source of activities' spans.</summary>
    public static readonly ActivitySource ActivitiesSource = new("Temporalio.Extensions.OpenTelemetry.Activity");

    /// <summary>Initializes a new instance of the <see cref="TracingInterceptor"/> class.</summary>
    /// <param name="options">How things are named; null for the defaults.</param>
    public TracingInterceptor(TracingInterceptorOptions? options = null) => Options = options ?? new();

    /// <summary>Gets how things are named; not to be changed.</summary>
    public TracingInterceptorOptions Options { get; init; }

    /// <inheritdoc />
    public ClientOutboundInterceptor InterceptClient(ClientOutboundInterceptor nextInterceptor) =>
        new TracedClient(this, nextInterceptor);

    /// <inheritdoc />
    public WorkflowInboundInterceptor InterceptWorkflow(WorkflowInboundInterceptor nextInterceptor) =>
        new TracedWorkflow(this, nextInterceptor);

    /// <inheritdoc />
    public ActivityInboundInterceptor InterceptActivity(ActivityInboundInterceptor nextInterceptor) =>
        new TracedActivity(this, nextInterceptor);

    /// <summary>Says of a span that it failed; failures that their thrower calls benign are noted, but no error.</summary>
    internal static void RecordFault(Activity? activity, Exception fault)
    {
        if (fault is not ApplicationFailureException { Category: ApplicationErrorCategory.Benign })
        {
            activity?.SetStatus(ActivityStatusCode.Error, fault.Message);
        }

        activity?.AddException(fault);
    }

    internal PropagationContext? Read(IReadOnlyDictionary<string, Payload>? headers) => HeadersToContext(headers);

    /// <summary>Puts a trace on headers if there is one.</summary>
    internal IDictionary<string, Payload>? Write(IDictionary<string, Payload>? headers, PropagationContext? trace) =>
        trace is { } some && some != default ? HeadersFromContext(headers, some) : headers;

    internal IEnumerable<KeyValuePair<string, object?>> WorkflowTags(string id) => CreateWorkflowTags(id);

    internal IEnumerable<KeyValuePair<string, object?>> UpdateTags(string id, string? updateId) =>
        CreateUpdateTags(id, updateId);

    internal IEnumerable<KeyValuePair<string, object?>> InWorkflowTags() => CreateInWorkflowTags();

    internal IEnumerable<KeyValuePair<string, object?>> InActivityTags() => CreateInActivityTags();

    /// <summary>Puts a trace on headers.</summary>
    /// <param name="headers">The headers, which are changed; null for new ones.</param>
    /// <param name="ctx">The trace.</param>
    /// <returns>The headers.</returns>
    protected virtual IDictionary<string, Payload> HeadersFromContext(
        IDictionary<string, Payload>? headers, PropagationContext ctx)
    {
        headers ??= new Dictionary<string, Payload>();

        // Without the client's codec: that comes to the headers later.
        headers[Options.HeaderKey] = DataConverter.Default.PayloadConverter.ToPayload(
            HeadersFromContext(new Dictionary<string, string>(), ctx));
        return headers;
    }

    /// <summary>Puts a trace on headers that are plain text.</summary>
    /// <param name="headers">The headers, which are changed; null for new ones.</param>
    /// <param name="ctx">The trace.</param>
    /// <returns>The headers.</returns>
    protected virtual IDictionary<string, string> HeadersFromContext(
        IDictionary<string, string>? headers, PropagationContext ctx)
    {
        headers ??= new Dictionary<string, string>();
        Options.Propagator.Inject(ctx, headers, static (into, name, value) => into[name] = value);
        return headers;
    }

    /// <summary>Reads the trace of headers.</summary>
    /// <param name="headers">The headers; may be null.</param>
    /// <returns>The trace; null when the headers have none.</returns>
    protected virtual PropagationContext? HeadersToContext(IReadOnlyDictionary<string, Payload>? headers) =>
        headers?.TryGetValue(Options.HeaderKey, out var payload) == true
            ? HeadersToContext(DataConverter.Default.PayloadConverter.ToValue<Dictionary<string, string>>(payload))
            : null;

    /// <summary>Reads the trace of headers that are plain text.</summary>
    /// <param name="headers">The headers; may be null.</param>
    /// <returns>The trace; null when there are no headers.</returns>
    protected virtual PropagationContext? HeadersToContext(IReadOnlyDictionary<string, string>? headers) =>
        headers == null ? null : Options.Propagator.Extract(
            default, headers, static (from, name) => from.TryGetValue(name, out var value) ? [value] : []);

    /// <summary>Returns the tags of a client's span about a workflow.</summary>
    /// <param name="workflowId">The workflow's id.</param>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateWorkflowTags(string workflowId) =>
        Tags((Options.TagNameWorkflowId, workflowId));

    /// <summary>Returns the tags of a client's span about an update.</summary>
    /// <param name="workflowId">The workflow's id.</param>
    /// <param name="updateId">The update's id; null when the client leaves it to chance.</param>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateUpdateTags(
        string workflowId, string? updateId) =>
        Tags((Options.TagNameWorkflowId, workflowId), (Options.TagNameUpdateId, updateId));

    /// <summary>Returns the tags of a span in workflow code.</summary>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInWorkflowTags() => Tags(
        (Options.TagNameWorkflowId, Workflow.Info.WorkflowId), (Options.TagNameRunId, Workflow.Info.RunId));

    /// <summary>Returns the tags of a span in activity code.</summary>
    /// <returns>The tags.</returns>
    protected virtual IEnumerable<KeyValuePair<string, object?>> CreateInActivityTags()
    {
        var info = ActivityExecutionContext.Current.Info;
        return Tags(
            (Options.TagNameWorkflowId, info.WorkflowId),
            (Options.TagNameRunId, info.WorkflowRunId),
            (Options.TagNameActivityId, info.ActivityId));
    }

    private static List<KeyValuePair<string, object?>> Tags(params ReadOnlySpan<(string? Name, string? Value)> tags)
    {
        var named = new List<KeyValuePair<string, object?>>(tags.Length);
        foreach (var (name, value) in tags)
        {
            if (name != null && value != null)
            {
                named.Add(new(name, value));
            }
        }

        return named;
    }
}
