namespace Temporalio.Client;

/// <summary>A workflow of a known type with a result of a known type.</summary>
/// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
/// <typeparam name="TResult">Type of its result.</typeparam>
/// <param name="Client">The client.</param>
/// <param name="Id">Id of the workflow.</param>
/// <param name="RunId">Run that calls are meant for; null for the current one.</param>
/// <param name="ResultRunId">Run whose result is waited for; null for the current one.</param>
/// <param name="FirstExecutionRunId">Run id of the chain's first run, which cancel and terminate check.</param>
public record WorkflowHandle<TWorkflow, TResult>(
    ITemporalClient Client,
    string Id,
    string? RunId = null,
    string? ResultRunId = null,
    string? FirstExecutionRunId = null)
    : WorkflowHandle<TWorkflow>(Client, Id, RunId, ResultRunId, FirstExecutionRunId)
{
    /// <summary>Waits for the result.</summary>
    /// <param name="followRuns">Whether to go on with the next run when one is continued or tried again.</param>
    /// <param name="rpcOptions">How the calls are made.</param>
    /// <returns>The result.</returns>
    /// <exception cref="Exceptions.WorkflowFailedException">The workflow did not complete.</exception>
    public new Task<TResult> GetResultAsync(bool followRuns = true, RpcOptions? rpcOptions = null) =>
        GetResultAsync<TResult>(followRuns, rpcOptions);
}
