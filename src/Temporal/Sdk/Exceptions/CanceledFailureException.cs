using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>Something was cancelled.</summary>
public class CanceledFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="CanceledFailureException"/> class.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="inner">What caused it.</param>
    /// <param name="details">Values to carry.</param>
    protected internal CanceledFailureException(
        string message, Exception? inner = null, IReadOnlyCollection<object?>? details = null)
        : base(message, inner) => Details = new OutboundFailureDetails(details ?? []);

    /// <summary>Initializes a new instance of the <see cref="CanceledFailureException"/> class.</summary>
    /// <param name="failure">The failure that came over the wire.</param>
    /// <param name="inner">What caused it.</param>
    /// <param name="converter">What converts its details.</param>
    protected internal CanceledFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.CanceledFailureInfo
            ?? throw new ArgumentException("The failure is no cancellation.", nameof(failure));
        Details = new InboundFailureDetails(converter, info.Details?.Payloads_ ?? []);
    }

    /// <summary>Gets the failure that came over the wire.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets the values it carries.</summary>
    public IFailureDetails Details { get; protected init; }
}
