namespace Temporalio.Workflows;

/// <summary>A started child workflow of a known type and result.</summary>
/// <typeparam name="TWorkflow">The child's type.</typeparam>
/// <typeparam name="TResult">The result's type.</typeparam>
public abstract class ChildWorkflowHandle<TWorkflow, TResult> : ChildWorkflowHandle<TWorkflow>
{
    /// <summary>Waits for the child.</summary>
    /// <returns>The child's result.</returns>
    /// <exception cref="Exceptions.ChildWorkflowFailureException">The child failed, was cancelled, timed
    /// out.</exception>
    public new Task<TResult> GetResultAsync() => GetResultAsync<TResult>();
}
