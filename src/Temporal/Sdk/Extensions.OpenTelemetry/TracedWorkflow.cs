using System.Diagnostics;
using OpenTelemetry;
using Temporalio.Api.Common.V1;
using Temporalio.Exceptions;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>A workflow's code with a span for its run and for each of its handlers, below the one that started it.</summary>
/// <remarks>Workflow code: no await leaves the scheduler by ConfigureAwait(false).</remarks>
internal sealed class TracedWorkflow(TracingInterceptor tracing, WorkflowInboundInterceptor next)
    : WorkflowInboundInterceptor(next)
{
    private static ActivitySource Source => TracingInterceptor.WorkflowsSource;

    public override void Init(WorkflowOutboundInterceptor outbound) =>
        Next.Init(new TracedWorkflowOutbound(tracing, outbound));

    public override async Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input)
    {
        using var starter = new StarterScope(tracing);
        using var run = Source.TrackWorkflowDiagnosticActivity(
            $"RunWorkflow:{Workflow.Info.WorkflowType}",
            ActivityKind.Server,
            tracing.InWorkflowTags(),
            inheritParentTags: false);
        try
        {
            var result = await Next.ExecuteWorkflowAsync(input);
            Source.TrackWorkflowDiagnosticActivity($"CompleteWorkflow:{Workflow.Info.WorkflowType}").Dispose();
            return result;
        }
        catch (Exception fault)
        {
            RecordWorkflowFault(fault);
            throw;
        }
    }

    public override async Task HandleSignalAsync(HandleSignalInput input)
    {
        using var starter = new StarterScope(tracing);
        using var handler = TrackHandler($"HandleSignal:{input.Signal}", input.Headers);
        try
        {
            await Next.HandleSignalAsync(input);
        }
        catch (Exception fault)
        {
            RecordWorkflowFault(fault);
            throw;
        }
    }

    public override object? HandleQuery(HandleQueryInput input)
    {
        using var starter = new StarterScope(tracing);
        using var handler = TrackHandler($"HandleQuery:{input.Query}", input.Headers, evenOnReplay: true);
        try
        {
            return Next.HandleQuery(input);
        }
        catch (Exception fault)
        {
            TracingInterceptor.RecordFault(handler.Activity, fault);
            throw;
        }
    }

    public override void ValidateUpdate(HandleUpdateInput input)
    {
        using var starter = new StarterScope(tracing);
        using var handler = TrackHandler($"ValidateUpdate:{input.Update}", input.Headers);
        try
        {
            Next.ValidateUpdate(input);
        }
        catch (Exception fault)
        {
            TracingInterceptor.RecordFault(handler.Activity, fault);
            throw;
        }
    }

    public override async Task<object?> HandleUpdateAsync(HandleUpdateInput input)
    {
        using var starter = new StarterScope(tracing);
        using var handler = TrackHandler($"HandleUpdate:{input.Update}", input.Headers);
        try
        {
            return await Next.HandleUpdateAsync(input);
        }
        catch (Exception fault)
        {
            RecordEnd("CompleteUpdate", input.Update, fault);
            throw;
        }
    }

    private static void RecordWorkflowFault(Exception fault)
    {
        if (fault is not ContinueAsNewException)
        {
            RecordEnd("CompleteWorkflow", Workflow.Info.WorkflowType, fault);
        }
    }

    // A span of its own: the one of the run ended long ago, and none was made if this is another process.
    private static void RecordEnd(string what, string name, Exception fault) =>
        Source.TrackWorkflowDiagnosticActivity(
            $"{(fault is FailureException or OperationCanceledException ? what : "WorkflowTaskFailure")}:{name}",
            updateActivity: activity => TracingInterceptor.RecordFault(activity, fault)).Dispose();

    private WorkflowDiagnosticActivity TrackHandler(
        string name, IReadOnlyDictionary<string, Payload>? headers, bool evenOnReplay = false) =>
        Source.TrackWorkflowDiagnosticActivity(
            name,
            ActivityKind.Server,
            tracing.InWorkflowTags(),
            tracing.Read(headers) is { } caller && caller.ActivityContext != default
                ? [new ActivityLink(caller.ActivityContext)]
                : null,
            evenOnReplay,
            inheritParentTags: false);

    /// <summary>Everything in a workflow belongs to the trace that started it, and has its baggage; what a handler's caller
    /// sent is a link.</summary>
    private readonly struct StarterScope : IDisposable
    {
        private readonly WorkflowDiagnosticActivity? _starter;
        private readonly Baggage _before = Baggage.Current;

        public StarterScope(TracingInterceptor tracing)
        {
            if (tracing.Read(Workflow.Info.Headers) is not { } trace)
                return;
            Baggage.Current = trace.Baggage;
            if (trace.ActivityContext != default)
                _starter = WorkflowDiagnosticActivity.AttachFromContext(trace.ActivityContext);
        }

        public void Dispose()
        {
            _starter?.Dispose();
            Baggage.Current = _before;
        }
    }
}
