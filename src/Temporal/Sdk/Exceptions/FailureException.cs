using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>Base of the exceptions that travel as Temporal failures.</summary>
public class FailureException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="FailureException"/> class.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="inner">What caused it.</param>
    protected internal FailureException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="FailureException"/> class.</summary>
    /// <param name="failure">The failure that came over the wire.</param>
    /// <param name="inner">What caused it.</param>
    protected internal FailureException(Failure failure, Exception? inner)
        : base((failure ?? throw new ArgumentNullException(nameof(failure))).Message, inner) => Failure = failure;

    /// <summary>Gets the failure that came over the wire; null for an exception made here.</summary>
    public Failure? Failure { get; protected init; }

    /// <inheritdoc />
    public override string? StackTrace =>
        string.IsNullOrEmpty(Failure?.StackTrace) ? base.StackTrace : Failure.StackTrace;
}
