using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>The value of a <see cref="Fact"/>. Closed: activity, buffered event, workflow task, text.</summary>
internal abstract record FactBody
{
    private FactBody()
    {
    }

    /// <summary>Returns the bytes that the store keeps.</summary>
    public abstract ByteString Encode();

    /// <summary>The attempt of an activity: number, start, failure, heartbeat.</summary>
    public sealed record Activity(ActivityState State) : FactBody
    {
        /// <inheritdoc/>
        public override ByteString Encode() => FactCodec.EncodeActivity(State);
    }

    /// <summary>An event that waits for the running workflow task to end.</summary>
    public sealed record Buffered(HistoryEvent Event) : FactBody
    {
        /// <inheritdoc/>
        public override ByteString Encode() => Event.ToByteString();
    }

    /// <summary>The attempt of a workflow task that has no events yet.</summary>
    public sealed record Task(int Attempt, DateTimeOffset? ScheduledTime) : FactBody
    {
        /// <inheritdoc/>
        public override ByteString Encode() => FactCodec.EncodeTask(this);
    }

    /// <summary>A short text, such as a request id.</summary>
    public sealed record Text(string Value) : FactBody
    {
        /// <inheritdoc/>
        public override ByteString Encode() => ByteString.CopyFromUtf8(Value);
    }
}
