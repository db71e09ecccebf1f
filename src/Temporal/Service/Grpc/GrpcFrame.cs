using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Temporalio.Service.Grpc;

/// <summary>The framing of a unary gRPC message: one byte for compression, four for the length, then the
/// message.</summary>
internal static class GrpcFrame
{
    /// <summary>The largest request, as on Temporal's server: 4 MiB.</summary>
    public const int MaxRequestBytes = 4 * 1024 * 1024;

    private const int PrefixBytes = 5;

    /// <summary>Reads the one message of a unary request.</summary>
    /// <exception cref="ServiceException">The frame is cut, too large, or packed in an unknown way.</exception>
    public static async ValueTask<IMessage> ReadAsync(
        PipeReader body, MessageParser parser, string? encoding, CancellationToken cancel)
    {
        while (true)
        {
            var read = await body.ReadAsync(cancel).ConfigureAwait(false);
            if (read.IsCanceled)
                throw new ServiceException(GrpcStatus.DeadlineExceeded, "the request's message did not come in time");
            if (TryParse(read.Buffer, parser, encoding, out var message))
            {
                body.AdvanceTo(read.Buffer.End);
                return message;
            }

            if (read.IsCompleted) throw new ServiceException(GrpcStatus.Internal, "the request's frame is cut short");
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Writes the one message of a unary answer into a pipe, which the caller flushes.</summary>
    public static void Write(PipeWriter body, IMessage message)
    {
        var size = message.CalculateSize();
        var prefix = body.GetSpan(PrefixBytes);
        prefix[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(prefix[1..], (uint)size);
        body.Advance(PrefixBytes);
        message.WriteTo(body);
    }

    private static bool TryParse(
        ReadOnlySequence<byte> buffer, MessageParser parser, string? encoding, out IMessage message)
    {
        message = null!;
        if (buffer.Length < PrefixBytes) return false;
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        var size = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (size > MaxRequestBytes) throw TooLarge(size);
        if (buffer.Length < PrefixBytes + size) return false;
        var bytes = buffer.Slice(PrefixBytes, size);
        try
        {
            message = prefix[0] == 0 ? parser.ParseFrom(bytes) : parser.ParseFrom(Unpack(bytes, encoding));
        }
        catch (InvalidProtocolBufferException malformed)
        {
            throw new ServiceException(GrpcStatus.Internal, $"the request cannot be read: {malformed.Message}");
        }

        return true;
    }

    private static byte[] Unpack(ReadOnlySequence<byte> bytes, string? encoding)
    {
        if (encoding != "gzip")
            throw new ServiceException(
                GrpcStatus.Unimplemented, $"unknown grpc-encoding \"{encoding}\"; gzip is known");
        using var gzip = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            for (int read; (read = gzip.Read(chunk)) > 0;)
            {
                plain.Write(chunk, 0, read);
                if (plain.Length > MaxRequestBytes) throw TooLarge(plain.Length);
            }
        }
        catch (InvalidDataException broken)
        {
            throw new ServiceException(GrpcStatus.Internal, $"the request cannot be unpacked: {broken.Message}");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }

        return plain.ToArray();
    }

    private static ServiceException TooLarge(long size) => new(
        GrpcStatus.ResourceExhausted, $"grpc: received message larger than max ({size} vs. {MaxRequestBytes})");
}
