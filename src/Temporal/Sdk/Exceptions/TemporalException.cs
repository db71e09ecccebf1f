namespace Temporalio.Exceptions;

/// <summary>Base of all exceptions of this library.</summary>
public abstract class TemporalException : Exception
{
    /// <summary>Initializes a new instance of the <see cref="TemporalException"/> class.</summary>
    protected internal TemporalException()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalException"/> class.</summary>
    /// <param name="message">What happened.</param>
    protected internal TemporalException(string message)
        : base(message)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalException"/> class.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="inner">What caused it.</param>
    protected internal TemporalException(string message, Exception? inner)
        : base(message, inner)
    {
    }

    /// <summary>
    /// Tells whether the exception means cancellation: of the caller itself, or of an activity or a child workflow it
    /// waited for.
    /// </summary>
    /// <param name="e">The exception.</param>
    /// <returns>True for cancellation.</returns>
    public static bool IsCanceledException(Exception e) => e switch
    {
        OperationCanceledException or CanceledFailureException => true,
        ActivityFailureException or ChildWorkflowFailureException => e.InnerException is CanceledFailureException,
        _ => false,
    };
}
