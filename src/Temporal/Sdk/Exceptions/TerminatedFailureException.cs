using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>A workflow was terminated.</summary>
public class TerminatedFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="TerminatedFailureException"/> class.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inner">What caused it.</param>
    /// <param name="details">Values given with the termination.</param>
    protected internal TerminatedFailureException(Failure failure, Exception? inner, InboundFailureDetails? details)
        : base(failure, inner) => Details = details;

    /// <summary>Gets the failure.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the values given with the termination.</summary>
    public IFailureDetails? Details { get; protected init; }
}
