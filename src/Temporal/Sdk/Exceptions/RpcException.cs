using Temporalio.Api.Common.V1;

namespace Temporalio.Exceptions;

/// <summary>The service refused a call, or could not be reached.</summary>
public class RpcException : TemporalException
{
    /// <summary>Initializes a new instance of the <see cref="RpcException"/> class.</summary>
    /// <param name="code">Status code.</param>
    /// <param name="message">What happened.</param>
    /// <param name="rawStatus">The serialized status with its details, if the service sent one.</param>
    public RpcException(StatusCode code, string message, byte[]? rawStatus)
        : base(message)
    {
        Code = code;
        RawStatus = rawStatus;
        GrpcStatus = new(() => RawStatus == null ? null : Api.Common.V1.GrpcStatus.Parser.ParseFrom(RawStatus));
    }

    internal RpcException(GrpcStatus status, Exception? inner = null)
        : base(status.Message, inner)
    {
        Code = (StatusCode)status.Code;
        GrpcStatus = new(status);
    }

    /// <summary>The status codes of gRPC.</summary>
    public enum StatusCode
    {
        /// <summary>No error.</summary>
        OK = 0,

        /// <summary>Cancelled, as a rule by the caller.</summary>
        Cancelled = 1,

        /// <summary>Unknown error.</summary>
        Unknown = 2,

        /// <summary>The request itself is wrong.</summary>
        InvalidArgument = 3,

        /// <summary>The time ran out.</summary>
        DeadlineExceeded = 4,

        /// <summary>Not there.</summary>
        NotFound = 5,

        /// <summary>There already.</summary>
        AlreadyExists = 6,

        /// <summary>Not allowed.</summary>
        PermissionDenied = 7,

        /// <summary>A limit is reached.</summary>
        ResourceExhausted = 8,

        /// <summary>The state of the service does not allow it.</summary>
        FailedPrecondition = 9,

        /// <summary>Aborted, as a rule by a conflict.</summary>
        Aborted = 10,

        /// <summary>Outside the valid range.</summary>
        OutOfRange = 11,

        /// <summary>The service does not have it.</summary>
        Unimplemented = 12,

        /// <summary>Internal error.</summary>
        Internal = 13,

        /// <summary>The service cannot be reached now.</summary>
        Unavailable = 14,

        /// <summary>Data is lost.</summary>
        DataLoss = 15,

        /// <summary>The caller is not known.</summary>
        Unauthenticated = 16,
    }

    /// <summary>Gets the status code.</summary>
    public StatusCode Code { get; }

    /// <summary>Gets the serialized status; null when the service sent none.</summary>
    public byte[]? RawStatus { get; }

    /// <summary>Gets the status with its details; null when the service sent none.</summary>
    public Lazy<GrpcStatus?> GrpcStatus { get; }

    /// <summary>Returns the first detail of a type, or null.</summary>
    internal T? Detail<T>()
        where T : class, Google.Protobuf.IMessage<T>, new() =>
        GrpcStatus.Value?.Details.Select(any => any.TryUnpack(out T found) ? found : null)
            .FirstOrDefault(found => found != null);
}
