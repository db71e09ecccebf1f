using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using Temporalio.Client;
using Temporalio.Client.Interceptors;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>A client's calls with a span each. The span, or the one around it when nobody listens, goes on the headers.</summary>
internal sealed class TracedClient(TracingInterceptor tracing, ClientOutboundInterceptor next)
    : ClientOutboundInterceptor(next)
{
    public override Task<WorkflowHandle<TWorkflow, TResult>> StartWorkflowAsync<TWorkflow, TResult>(
        StartWorkflowInput input) => InSpanAsync(
            $"{(input.Options.StartSignal == null ? "StartWorkflow" : "SignalWithStartWorkflow")}:{input.Workflow}",
            tracing.WorkflowTags(input.Options.Id!),
            trace => Next.StartWorkflowAsync<TWorkflow, TResult>(
                input with { Headers = tracing.Write(input.Headers, trace) }));

    public override Task<WorkflowUpdateHandle<TUpdateResult>> StartUpdateWithStartWorkflowAsync<TUpdateResult>(
        StartUpdateWithStartWorkflowInput input) => input.Options.StartWorkflowOperation is not { } start
            ? Next.StartUpdateWithStartWorkflowAsync<TUpdateResult>(input)
            : InSpanAsync(
                $"UpdateWithStartWorkflow:{start.Workflow}",
                tracing.UpdateTags(start.Options.Id!, input.Options.Id),
                trace =>
                {
                    // Both halves carry the trace. The operation itself is changed, not a copy of it: it tells its
                    // holder the started workflow.
                    start.Headers = tracing.Write(start.Headers, trace);
                    return Next.StartUpdateWithStartWorkflowAsync<TUpdateResult>(
                        input with { Headers = tracing.Write(input.Headers, trace) });
                });

    public override Task SignalWorkflowAsync(SignalWorkflowInput input) => InSpanAsync(
        $"SignalWorkflow:{input.Signal}",
        tracing.WorkflowTags(input.Id),
        async trace =>
        {
            await Next.SignalWorkflowAsync(input with { Headers = tracing.Write(input.Headers, trace) })
                .ConfigureAwait(false);
            return true;
        });

    public override Task<TResult> QueryWorkflowAsync<TResult>(QueryWorkflowInput input) => InSpanAsync(
        $"QueryWorkflow:{input.Query}",
        tracing.WorkflowTags(input.Id),
        trace => Next.QueryWorkflowAsync<TResult>(input with { Headers = tracing.Write(input.Headers, trace) }));

    public override Task<WorkflowUpdateHandle<TResult>> StartWorkflowUpdateAsync<TResult>(
        StartWorkflowUpdateInput input) => InSpanAsync(
            $"UpdateWorkflow:{input.Update}",
            tracing.UpdateTags(input.Id, input.Options.Id),
            trace => Next.StartWorkflowUpdateAsync<TResult>(
                input with { Headers = tracing.Write(input.Headers, trace) }));

    private static async Task<T> InSpanAsync<T>(
        string name, IEnumerable<KeyValuePair<string, object?>> tags, Func<PropagationContext?, Task<T>> call)
    {
        using var activity = TracingInterceptor.ClientSource.StartActivity(
            name, ActivityKind.Client, parentContext: default, tags);
        try
        {
            return await call(Activity.Current is { } current ? new(current.Context, Baggage.Current) : null)
                .ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            TracingInterceptor.RecordFault(activity, fault);
            throw;
        }
    }
}
