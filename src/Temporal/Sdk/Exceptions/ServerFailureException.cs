using Temporalio.Api.Failure.V1;

namespace Temporalio.Exceptions;

/// <summary>The server failed something by itself.</summary>
public class ServerFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="ServerFailureException"/> class.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inner">What caused it.</param>
    protected internal ServerFailureException(Failure failure, Exception? inner)
        : base(failure, inner)
    {
    }

    /// <summary>Gets the failure.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets a value indicating whether another attempt is of no use.</summary>
    public bool NonRetryable => Failure.ServerFailureInfo?.NonRetryable ?? false;
}
