namespace Temporalio.Exceptions;

/// <summary>A call ran out of time, or its caller cancelled it.</summary>
public class RpcTimeoutOrCanceledException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="RpcTimeoutOrCanceledException"/> class.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="inner">What caused it.</param>
    public RpcTimeoutOrCanceledException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}
