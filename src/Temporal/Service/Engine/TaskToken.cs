using System.Buffers.Binary;
using Google.Protobuf;

namespace Temporalio.Service.Engine;

/// <summary>What a worker hands back with its answer: which task of which run.</summary>
/// <param name="Id">The run's id; for a query its own.</param>
/// <param name="First">The Scheduled event.</param>
/// <param name="Second">A workflow task's Started event; 0 for others.</param>
internal readonly record struct TaskToken(TaskTokenKind Kind, Guid Id, long First, long Second, int Attempt)
{
    private const byte Mark = 0x50;
    private const int Length = 1 + 1 + 16 + 8 + 8 + 4;

    /// <summary>Returns the bytes that a worker gets.</summary>
    public ByteString Encode()
    {
        var bytes = new byte[Length];
        bytes[0] = Mark;
        bytes[1] = (byte)Kind;
        Id.TryWriteBytes(bytes.AsSpan(2), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(18), First);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(26), Second);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(34), Attempt);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Returns what a worker handed back.</summary>
    /// <exception cref="ServiceException">There is no token, or it is not one of ours for this use.</exception>
    public static TaskToken Decode(ByteString token, TaskTokenKind kind)
    {
        if (token.IsEmpty) throw ServiceException.Invalid("Task token not set on request.");
        var bytes = token.Span;
        if (bytes.Length != Length || bytes[0] != Mark || bytes[1] != (byte)kind)
            throw ServiceException.Invalid("Error deserializing task token.");
        return new TaskToken(
            kind,
            new Guid(bytes.Slice(2, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64BigEndian(bytes[18..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[26..]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[34..]));
    }
}

/// <summary>What a token is for.</summary>
internal enum TaskTokenKind
{
    /// <summary>A workflow task.</summary>
    Workflow = 1,

    /// <summary>An activity task.</summary>
    Activity = 2,

    /// <summary>A query.</summary>
    Query = 3,
}
