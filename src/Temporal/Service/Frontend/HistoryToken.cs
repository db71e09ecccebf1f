using System.Buffers.Binary;
using Google.Protobuf;

namespace Temporalio.Service.Frontend;

/// <summary>Where the next page of a history begins.</summary>
/// <param name="RunId">Of which run: a page without a run id stays on the run that the first one found.</param>
/// <param name="Next">The first event of the page.</param>
/// <param name="End">The first event that does not belong; 0 for all that come. Set for the history of a workflow
/// task.</param>
internal readonly record struct HistoryToken(Guid RunId, long Next, long End)
{
    private const byte Mark = 0x48;
    private const int Length = 33;

    /// <summary>Returns the bytes that the caller gets.</summary>
    public ByteString Encode()
    {
        var bytes = new byte[Length];
        bytes[0] = Mark;
        RunId.TryWriteBytes(bytes.AsSpan(1), bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(17), Next);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(25), End);
        return UnsafeByteOperations.UnsafeWrap(bytes);
    }

    /// <summary>Returns what the caller handed back; null for a first page.</summary>
    /// <exception cref="ServiceException">The token is not one of ours.</exception>
    public static HistoryToken? Decode(ByteString token)
    {
        if (token.IsEmpty) return null;
        var bytes = token.Span;
        if (bytes.Length != Length || bytes[0] != Mark) throw ServiceException.Invalid("Invalid NextPageToken.");
        return new HistoryToken(
            new Guid(bytes.Slice(1, 16), bigEndian: true),
            BinaryPrimitives.ReadInt64BigEndian(bytes[17..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[25..]));
    }
}
