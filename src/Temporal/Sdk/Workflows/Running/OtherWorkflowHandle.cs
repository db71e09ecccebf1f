namespace Temporalio.Workflows.Running;

/// <summary>The handle of another workflow.</summary>
internal sealed class OtherWorkflowHandle<TWorkflow>(WorkflowInstance workflow, string id, string? runId)
    : ExternalWorkflowHandle<TWorkflow>
{
    public override string Id => id;

    public override string? RunId => runId;

    public override Task CancelAsync() => workflow.Outbound.CancelExternalWorkflowAsync(new(id, runId));

    public override Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ExternalWorkflowSignalOptions? options = null) =>
        workflow.Outbound.SignalExternalWorkflowAsync(new(id, runId, signal, args, options, null));
}
