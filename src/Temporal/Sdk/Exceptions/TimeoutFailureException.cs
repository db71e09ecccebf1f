using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Converters;

namespace Temporalio.Exceptions;

/// <summary>An activity or a workflow ran out of time.</summary>
public class TimeoutFailureException : FailureException
{
    /// <summary>Initializes a new instance of the <see cref="TimeoutFailureException"/> class.</summary>
    /// <param name="failure">The failure.</param>
    /// <param name="inner">What caused it.</param>
    /// <param name="converter">What converts the heartbeat's details.</param>
    protected internal TimeoutFailureException(Failure failure, Exception? inner, IPayloadConverter converter)
        : base(failure, inner)
    {
        var info = failure.TimeoutFailureInfo
            ?? throw new ArgumentException("The failure is no timeout.", nameof(failure));
        LastHeartbeatDetails = new InboundFailureDetails(converter, info.LastHeartbeatDetails?.Payloads_ ?? []);
    }

    /// <summary>Gets the failure.</summary>
    public new Failure Failure => base.Failure!;

    /// <summary>Gets which of the timeouts it was.</summary>
    public TimeoutType TimeoutType => Failure.TimeoutFailureInfo.TimeoutType;

    /// <summary>Gets the details of the last heartbeat.</summary>
    public InboundFailureDetails LastHeartbeatDetails { get; protected init; }
}
