using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using Temporalio.Api.Common.V1;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Extensions.OpenTelemetry;

/// <summary>What a workflow starts, with a span each whose trace goes on the headers.</summary>
internal sealed class TracedWorkflowOutbound(TracingInterceptor tracing, WorkflowOutboundInterceptor next)
    : WorkflowOutboundInterceptor(next)
{
    public override ContinueAsNewException CreateContinueAsNewException(CreateContinueAsNewExceptionInput input) =>
        Next.CreateContinueAsNewException(input with { Headers = tracing.Write(input.Headers, Current()) });

    public override Task<TResult> ScheduleActivityAsync<TResult>(ScheduleActivityInput input) =>
        Next.ScheduleActivityAsync<TResult>(
            input with { Headers = Track(input.Headers, $"StartActivity:{input.Activity}") });

    public override Task<TResult> ScheduleLocalActivityAsync<TResult>(ScheduleLocalActivityInput input) =>
        Next.ScheduleLocalActivityAsync<TResult>(
            input with { Headers = Track(input.Headers, $"StartActivity:{input.Activity}") });

    public override Task SignalChildWorkflowAsync(SignalChildWorkflowInput input) =>
        Next.SignalChildWorkflowAsync(
            input with { Headers = Track(input.Headers, $"SignalChildWorkflow:{input.Signal}") });

    public override Task SignalExternalWorkflowAsync(SignalExternalWorkflowInput input) =>
        Next.SignalExternalWorkflowAsync(
            input with { Headers = Track(input.Headers, $"SignalExternalWorkflow:{input.Signal}") });

    public override Task<ChildWorkflowHandle<TWorkflow, TResult>> StartChildWorkflowAsync<TWorkflow, TResult>(
        StartChildWorkflowInput input) => Next.StartChildWorkflowAsync<TWorkflow, TResult>(
            input with { Headers = Track(input.Headers, $"StartChildWorkflow:{input.Workflow}") });

    private IDictionary<string, Payload>? Track(IDictionary<string, Payload>? headers, string name)
    {
        using var span = TracingInterceptor.WorkflowsSource.TrackWorkflowDiagnosticActivity(name, ActivityKind.Client);
        return tracing.Write(headers, Current());
    }

    private static PropagationContext Current() =>
        new(WorkflowDiagnosticActivity.Current?.Context ?? default, Baggage.Current);
}
