namespace Temporalio.Exceptions;

/// <summary>Waiting for an update ran out of time, or its caller cancelled it. The update itself goes on.</summary>
public class WorkflowUpdateRpcTimeoutOrCanceledException : RpcTimeoutOrCanceledException
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowUpdateRpcTimeoutOrCanceledException"/> class.</summary>
    /// <param name="inner">What caused it.</param>
    public WorkflowUpdateRpcTimeoutOrCanceledException(Exception? inner)
        : base("Timeout or cancellation waiting for update", inner)
    {
    }
}
