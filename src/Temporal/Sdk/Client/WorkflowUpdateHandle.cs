using Temporalio.Api.Update.V1;
using Temporalio.Client.Outbound;
using Temporalio.Converters;
using Temporalio.Exceptions;

namespace Temporalio.Client;

/// <summary>An update of a workflow.</summary>
/// <param name="Client">The client.</param>
/// <param name="Id">Id of the update.</param>
/// <param name="WorkflowId">Id of the workflow.</param>
/// <param name="WorkflowRunId">Run of the workflow; null for the current one.</param>
public record WorkflowUpdateHandle(
    ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
{
    /// <summary>Gets or sets the outcome, once it is known.</summary>
    internal Outcome? KnownOutcome { get; set; }

    /// <summary>Waits for the end.</summary>
    /// <param name="rpcOptions">How the calls are made.</param>
    /// <returns>A task for the end.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update was rejected or failed.</exception>
    public Task GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<ValueTuple>(rpcOptions);

    /// <summary>Waits for the result.</summary>
    /// <typeparam name="TResult">Type of the result.</typeparam>
    /// <param name="rpcOptions">How the calls are made.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update was rejected or failed.</exception>
    public virtual async Task<TResult> GetResultAsync<TResult>(RpcOptions? rpcOptions = null)
    {
        KnownOutcome ??= await UpdateCalls.PollOutcomeAsync(this, rpcOptions).ConfigureAwait(false);
        var converter = Client.Options.DataConverter.WithSerializationContext(
            new ISerializationContext.Workflow(Client.Options.Namespace, WorkflowId));
        if (KnownOutcome.Failure is { } failure)
        {
            throw new WorkflowUpdateFailedException(
                await converter.ToExceptionAsync(failure).ConfigureAwait(false));
        }

        return KnownOutcome.Success is { Payloads_: { Count: > 0 } payloads } && typeof(TResult) != typeof(ValueTuple)
            ? await converter.ToSingleValueAsync<TResult>(payloads).ConfigureAwait(false)
            : default!;
    }
}

/// <summary>An update of a workflow, with a result of a known type.</summary>
/// <typeparam name="TResult">Type of the result.</typeparam>
/// <param name="Client">The client.</param>
/// <param name="Id">Id of the update.</param>
/// <param name="WorkflowId">Id of the workflow.</param>
/// <param name="WorkflowRunId">Run of the workflow; null for the current one.</param>
public record WorkflowUpdateHandle<TResult>(
    ITemporalClient Client, string Id, string WorkflowId, string? WorkflowRunId = null)
    : WorkflowUpdateHandle(Client, Id, WorkflowId, WorkflowRunId)
{
    /// <summary>Waits for the result.</summary>
    /// <param name="rpcOptions">How the calls are made.</param>
    /// <returns>The result.</returns>
    /// <exception cref="WorkflowUpdateFailedException">The update was rejected or failed.</exception>
    public new Task<TResult> GetResultAsync(RpcOptions? rpcOptions = null) => GetResultAsync<TResult>(rpcOptions);
}
