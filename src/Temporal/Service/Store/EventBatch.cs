using System.Buffers;
using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.Store;

/// <summary>The bytes of a batch: its events as one <c>temporal.api.history.v1.History</c>.</summary>
internal static class EventBatch
{
    private const byte EventsTag = (1 << 3) | 2; // repeated HistoryEvent events = 1

    /// <summary>Writes a batch behind what the buffer holds.</summary>
    public static void Write(IBufferWriter<byte> buffer, IReadOnlyList<HistoryEvent> events)
    {
        for (var i = 0; i < events.Count; i++)
        {
            var size = (uint)events[i].CalculateSize();
            var head = buffer.GetSpan(6);
            head[0] = EventsTag;
            var length = 1;
            for (; size >= 0x80; size >>= 7) head[length++] = (byte)(size | 0x80);
            head[length++] = (byte)size;
            buffer.Advance(length);
            events[i].WriteTo(buffer);
        }
    }

    /// <summary>Returns the events of a batch.</summary>
    public static IReadOnlyList<HistoryEvent> Read(byte[] bytes) =>
        Api.History.V1.History.Parser.ParseFrom(bytes).Events;
}
