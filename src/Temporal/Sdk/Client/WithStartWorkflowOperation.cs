using System.Linq.Expressions;
using Temporalio.Api.Common.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Client;

/// <summary>The start of a workflow that goes together with an update. Serves for one call.</summary>
public abstract class WithStartWorkflowOperation : ICloneable
{
    private int _used;

    private protected WithStartWorkflowOperation(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        (Workflow, Args, Options) = (workflow, args, options);

    /// <summary>Gets or sets the type of the workflow.</summary>
    public string Workflow { get; set; }

    /// <summary>Gets or sets the arguments.</summary>
    public IReadOnlyCollection<object?> Args { get; set; }

    /// <summary>Gets or sets the options; id, task queue and id conflict policy are required.</summary>
    public WorkflowOptions Options { get; set; }

    /// <summary>Gets or sets the headers.</summary>
    public IDictionary<string, Payload>? Headers { get; set; }

    /// <summary>Makes an operation from a call of the run method.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <typeparam name="TResult">Type of its result.</typeparam>
    /// <param name="workflowRunCall">The call, with its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The operation.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow, TResult>> Create<TWorkflow, TResult>(
        Expression<Func<TWorkflow, Task<TResult>>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Extract(workflowRunCall);
        return new(
            WorkflowDefinition.NameFromRunMethodForCall(method),
            args,
            options,
            (client, id, runId) => new(client, id, null, runId, runId));
    }

    /// <summary>Makes an operation from a call of the run method.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="workflowRunCall">The call, with its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The operation.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle<TWorkflow>> Create<TWorkflow>(
        Expression<Func<TWorkflow, Task>> workflowRunCall, WorkflowOptions options)
    {
        var (method, args) = CallExpression.Extract(workflowRunCall);
        return new(
            WorkflowDefinition.NameFromRunMethodForCall(method),
            args,
            options,
            (client, id, runId) => new(client, id, null, runId, runId));
    }

    /// <summary>Makes an operation by name.</summary>
    /// <param name="workflow">Type of the workflow.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="options">Options.</param>
    /// <returns>The operation.</returns>
    public static WithStartWorkflowOperation<WorkflowHandle> Create(
        string workflow, IReadOnlyCollection<object?> args, WorkflowOptions options) =>
        new(workflow, args, options, (client, id, runId) => new(client, id, null, runId, runId));

    /// <inheritdoc />
    public abstract object Clone();

    internal bool TryMarkUsed() => Interlocked.Exchange(ref _used, 1) == 0;

    internal abstract void SetStarted(ITemporalClient client, string runId);

    internal abstract void SetFailed(Exception fault);

    private protected void MarkUnused() => _used = 0;
}

/// <summary>The start of a workflow that goes together with an update, with the type of its handle.</summary>
/// <typeparam name="THandle">Type of the handle.</typeparam>
public sealed class WithStartWorkflowOperation<THandle> : WithStartWorkflowOperation
    where THandle : WorkflowHandle
{
    private readonly Func<ITemporalClient, string, string, THandle> _newHandle;
    private TaskCompletionSource<THandle> _handle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal WithStartWorkflowOperation(
        string workflow,
        IReadOnlyCollection<object?> args,
        WorkflowOptions options,
        Func<ITemporalClient, string, string, THandle> newHandle)
        : base(workflow, args, options) => _newHandle = newHandle;

    /// <summary>Waits for the workflow to be started.</summary>
    /// <returns>Its handle.</returns>
    public Task<THandle> GetHandleAsync() => _handle.Task;

    /// <summary>Copies the operation; the copy serves for a call of its own.</summary>
    /// <returns>The copy.</returns>
    public override object Clone()
    {
        var copy = (WithStartWorkflowOperation<THandle>)MemberwiseClone();
        copy.Options = (WorkflowOptions)Options.Clone();
        copy._handle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        copy.MarkUnused();
        return copy;
    }

    internal override void SetStarted(ITemporalClient client, string runId) =>
        _handle.TrySetResult(_newHandle(client, Options.Id!, runId));

    internal override void SetFailed(Exception fault)
    {
        if (_handle.TrySetException(fault))
        {
            _ = _handle.Task.Exception; // thrown to the caller of the update too: nobody need look here
        }
    }
}
