using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Service;

/// <summary>A request that the service refuses: its status code, a message for people, and typed details.</summary>
public sealed class ServiceException : Exception
{
    // Any.Pack would ask the message's descriptor, and that builds the descriptors of half the API at the first refusal.
    private const string DetailType = "type.googleapis.com/temporal.api.errordetails.v1.";

    /// <summary>Makes a refusal without typed details.</summary>
    /// <param name="status">The code; never <see cref="GrpcStatus.Ok"/>.</param>
    /// <param name="message">What was refused and why, in the words of Temporal's server.</param>
    public ServiceException(GrpcStatus status, string message)
        : this(status, message, [])
    {
    }

    /// <summary>Makes a refusal with typed details.</summary>
    /// <param name="status">The code; never <see cref="GrpcStatus.Ok"/>.</param>
    /// <param name="message">What was refused and why, in the words of Temporal's server.</param>
    /// <param name="details">Messages of <c>temporal.api.errordetails.v1</c>, packed.</param>
    public ServiceException(GrpcStatus status, string message, IReadOnlyList<Any> details)
        : base(message)
    {
        Status = status;
        Details = details;
    }

    /// <summary>The status code of the answer.</summary>
    public GrpcStatus Status { get; }

    /// <summary>Typed details; empty when there are none.</summary>
    public IReadOnlyList<Any> Details { get; }

    internal static ServiceException Invalid(string message) => new(GrpcStatus.InvalidArgument, message);

    internal static ServiceException NotFound(string message) => new(GrpcStatus.NotFound, message);

    /// <param name="status">The code.</param>
    /// <param name="message">What was refused and why.</param>
    /// <param name="detail">A message of <c>temporal.api.errordetails.v1</c>.</param>
    internal static ServiceException With(GrpcStatus status, string message, IMessage detail) =>
        new(status, message, [new Any { TypeUrl = DetailType + detail.GetType().Name, Value = detail.ToByteString() }]);

    /// <summary>UNAVAILABLE: the disk failed a commit, and nothing is answered any more.</summary>
    internal static ServiceException CannotStore(Exception failure) => new(
        GrpcStatus.Unavailable, $"The service cannot store its state and has stopped: {failure.Message}");

    /// <summary>UNAVAILABLE: the disk failed a read, and what was asked for is not known.</summary>
    internal static ServiceException CannotRead(Exception failure) => new(
        GrpcStatus.Unavailable, $"The service cannot read its state: {failure.Message}");
}
