namespace Temporalio.Service;

/// <summary>The status codes of gRPC, by which every call of the service ends.</summary>
public enum GrpcStatus
{
    /// <summary>The call succeeded.</summary>
    Ok = 0,

    /// <summary>The caller gave up.</summary>
    Cancelled = 1,

    /// <summary>A fault with no better code.</summary>
    Unknown = 2,

    /// <summary>The request can never succeed as it is.</summary>
    InvalidArgument = 3,

    /// <summary>The time of the call ran out.</summary>
    DeadlineExceeded = 4,

    /// <summary>The thing that the request names is not there, or is closed.</summary>
    NotFound = 5,

    /// <summary>The thing to create is there.</summary>
    AlreadyExists = 6,

    /// <summary>The caller may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A limit is reached.</summary>
    ResourceExhausted = 8,

    /// <summary>The state of the thing forbids the request.</summary>
    FailedPrecondition = 9,

    /// <summary>A conflict with another request; trying again may help.</summary>
    Aborted = 10,

    /// <summary>A value outside of its range.</summary>
    OutOfRange = 11,

    /// <summary>The service has no such method.</summary>
    Unimplemented = 12,

    /// <summary>A fault of the service.</summary>
    Internal = 13,

    /// <summary>The service cannot answer now; trying again may help.</summary>
    Unavailable = 14,

    /// <summary>Stored data are lost or broken.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
