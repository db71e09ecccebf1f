using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows.Running;

/// <summary>The end of the inbound chain: calls the workflow's own methods.</summary>
internal sealed class WorkflowInbound(WorkflowInstance workflow) : WorkflowInboundInterceptor
{
    public WorkflowOutboundInterceptor? Outbound { get; private set; }

    public override void Init(WorkflowOutboundInterceptor outbound) => Outbound = outbound;

    public override Task<object?> ExecuteWorkflowAsync(ExecuteWorkflowInput input) =>
        workflow.Definition.Run.InvokeAsync(input.Instance, input.Args);

    public override Task HandleSignalAsync(HandleSignalInput input) =>
        input.Definition.Handler.InvokeAsync(workflow.Instance, input.Args);

    public override object? HandleQuery(HandleQueryInput input) =>
        input.Definition.Handler.Invoke(workflow.Instance, input.Args);

    public override void ValidateUpdate(HandleUpdateInput input) =>
        input.Definition.Validator?.Invoke(workflow.Instance, input.Args);

    public override Task<object?> HandleUpdateAsync(HandleUpdateInput input) =>
        input.Definition.Handler.InvokeAsync(workflow.Instance, input.Args);
}
