using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using Google.Protobuf;

namespace Temporalio.Client.Grpc;

/// <summary>One message in gRPC's framing: a flag for compression, four bytes of length, the message.</summary>
internal static class GrpcFrame
{
    /// <summary>Bytes before the message.</summary>
    public const int PrefixSize = 5;

    /// <summary>Most bytes of a message that is sent: the bound of Temporal's servers.</summary>
    public const int MaxSendSize = 4 * 1024 * 1024;

    /// <summary>Most bytes of a message that is taken.</summary>
    public const int MaxReceiveSize = 128 * 1024 * 1024;

    /// <summary>Smaller messages are not compressed: it would cost more than it saves.</summary>
    public const int CompressFrom = 1024;

    /// <summary>Returns the framed message.</summary>
    public static byte[] Write(IMessage message, bool compress)
    {
        var size = message.CalculateSize();
        if (!compress || size < CompressFrom)
        {
            var frame = new byte[PrefixSize + size];
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), size);
            message.WriteTo(frame.AsSpan(PrefixSize));
            return frame;
        }

        using var packed = new MemoryStream(PrefixSize + (size / 2));
        packed.Write([1, 0, 0, 0, 0]);
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            message.WriteTo(gzip);
        }

        var whole = packed.ToArray();
        BinaryPrimitives.WriteInt32BigEndian(whole.AsSpan(1), whole.Length - PrefixSize);
        return whole;
    }

    /// <summary>Reads the one message of an answer; default when the body is empty.</summary>
    /// <exception cref="InvalidDataException">The body is no such message.</exception>
    public static async Task<T?> ReadAsync<T>(Stream body, MessageParser<T> parser, CancellationToken cancel)
        where T : IMessage<T>
    {
        var prefix = new byte[PrefixSize];
        var read = await body.ReadAtLeastAsync(prefix, PrefixSize, throwOnEndOfStream: false, cancel)
            .ConfigureAwait(false);
        if (read == 0)
        {
            return default;
        }

        var size = read == PrefixSize ? BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1)) : 0;
        if (read < PrefixSize || prefix[0] > 1 || size > MaxReceiveSize)
        {
            throw new InvalidDataException(
                $"The answer is no gRPC message: {read} bytes of prefix, flag {prefix[0]}, length {size}.");
        }

        var buffer = ArrayPool<byte>.Shared.Rent((int)size);
        try
        {
            await body.ReadExactlyAsync(buffer.AsMemory(0, (int)size), cancel).ConfigureAwait(false);
            var message = prefix[0] == 0
                ? parser.ParseFrom(buffer.AsSpan(0, (int)size))
                : Unpack(buffer, (int)size, parser);

            // Trailers are there only after the body was read to its end.
            return await body.ReadAsync(prefix, cancel).ConfigureAwait(false) == 0
                ? message
                : throw new InvalidDataException("The answer has more than one message.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static T Unpack<T>(byte[] buffer, int size, MessageParser<T> parser)
        where T : IMessage<T>
    {
        using var packed = new MemoryStream(buffer, 0, size, writable: false);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        return parser.ParseFrom(gzip);
    }
}
