using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Temporalio.Service.Grpc;

/// <summary>
/// The calls of <c>grpc.reflection.v1</c> and <c>v1alpha</c>, by which tools such as grpcurl learn methods and messages.
/// The two differ in their names only.
/// </summary>
internal sealed class ReflectionCalls(ReflectedFiles files)
{
    private const int PrefixBytes = 5;
    private const int MostRequestBytes = 64 * 1024;
    private const int NotFound = (int)GrpcStatus.NotFound;
    private const int Unimplemented = (int)GrpcStatus.Unimplemented;

    /// <summary>Whether a path is one of these calls.</summary>
    public static bool Know(string path) => path
        is "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo"
        or "/grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo";

    /// <summary>Answers every question of a stream, until the caller asks no more.</summary>
    /// <exception cref="ServiceException">A frame is cut, packed or too large.</exception>
    public async Task AnswerAsync(PipeReader input, PipeWriter body, CancellationToken end)
    {
        while (true)
        {
            var read = await input.ReadAsync(end).ConfigureAwait(false);
            var left = read.Buffer;
            while (TryTake(ref left, out var question)) Write(body, Answer(question));
            var isCut = read.IsCompleted && !left.IsEmpty;
            input.AdvanceTo(left.Start, left.End);
            if (isCut) throw new ServiceException(GrpcStatus.Internal, "the request's frame is cut short");
            await body.FlushAsync(end).ConfigureAwait(false);
            if (read.IsCompleted) return;
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, out byte[] message)
    {
        message = [];
        if (buffer.Length < PrefixBytes) return false;
        Span<byte> prefix = stackalloc byte[PrefixBytes];
        buffer.Slice(0, PrefixBytes).CopyTo(prefix);
        if (prefix[0] != 0) throw new ServiceException(GrpcStatus.Unimplemented, "questions are not to be packed");
        var size = BinaryPrimitives.ReadUInt32BigEndian(prefix[1..]);
        if (size > MostRequestBytes)
        {
            throw new ServiceException(
                GrpcStatus.ResourceExhausted, $"a question has {size} bytes; at most {MostRequestBytes} are taken");
        }

        if (buffer.Length < PrefixBytes + size) return false;
        message = buffer.Slice(PrefixBytes, size).ToArray();
        buffer = buffer.Slice(PrefixBytes + size);
        return true;
    }

    private static void Write(PipeWriter body, byte[] answer)
    {
        var frame = body.GetSpan(PrefixBytes + answer.Length);
        frame[0] = 0;
        BinaryPrimitives.WriteUInt32BigEndian(frame[1..], (uint)answer.Length);
        answer.CopyTo(frame[PrefixBytes..]);
        body.Advance(PrefixBytes + answer.Length);
    }

    /// <summary>Returns the answer to one question: ServerReflectionResponse { original_request = 2, … }.</summary>
    private byte[] Answer(byte[] question)
    {
        var (field, asked) = Read(question);
        using var bytes = new MemoryStream();
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(question));
            switch (field)
            {
                case 3:
                    Files(output, files.FileOf(asked), asked);
                    break;
                case 4:
                    Files(output, files.FileWith(asked), asked);
                    break;
                case 7:
                    Part(output, 6, list =>
                    {
                        foreach (var name in files.Services) Part(list, 1, one => Text(one, 1, name));
                    });
                    break;
                default:
                    Error(output, Unimplemented, "extensions are not served");
                    break;
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Returns which question is asked (its field) and for what.</summary>
    private static (int Field, string Asked) Read(byte[] question)
    {
        var input = new CodedInputStream(question);
        var found = (Field: 0, Asked: "");
        while (input.ReadTag() is var tag and not 0)
        {
            var field = WireFormat.GetTagFieldNumber(tag);
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited) input.SkipLastField();
            else if (field == 1) input.ReadBytes();
            else found = (field, input.ReadBytes().ToStringUtf8());
        }

        return found;
    }

    private static void Files(CodedOutputStream output, IReadOnlyList<ByteString> found, string asked)
    {
        if (found.Count == 0)
        {
            Error(output, NotFound, $"not found: {asked}");
            return;
        }

        Part(output, 4, list =>
        {
            foreach (var file in found)
            {
                list.WriteTag(1, WireFormat.WireType.LengthDelimited);
                list.WriteBytes(file);
            }
        });
    }

    private static void Error(CodedOutputStream output, int code, string message) => Part(output, 7, error =>
    {
        error.WriteTag(1, WireFormat.WireType.Varint);
        error.WriteInt32(code);
        Text(error, 2, message);
    });

    private static void Text(CodedOutputStream output, int field, string text)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(text);
    }

    private static void Part(CodedOutputStream output, int field, Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using (var inner = new CodedOutputStream(bytes, leaveOpen: true)) write(inner);
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(ByteString.CopyFrom(bytes.ToArray()));
    }
}
