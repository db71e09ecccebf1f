namespace Temporalio.Workflows.Running;

/// <summary>The handle of a started child.</summary>
internal sealed class StartedChildHandle<TWorkflow, TResult>(
    WorkflowInstance workflow, PendingChild child, string id, string runId) : ChildWorkflowHandle<TWorkflow, TResult>
{
    public override string Id => id;

    public override string FirstExecutionRunId => runId;

    public override async Task<TAny> GetResultAsync<TAny>() =>
        WorkflowInstance.Convert<TAny>(await child.Result.Task.ConfigureAwait(true), child.Converter);

    public override Task SignalAsync(
        string signal, IReadOnlyCollection<object?> args, ChildWorkflowSignalOptions? options = null) =>
        workflow.Outbound.SignalChildWorkflowAsync(new(id, signal, args, options, null));
}
