using Google.Protobuf;
using Temporalio.Api.Activity.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Service.History;

/// <summary>
/// The bytes of activity and workflow task facts: a version byte, then fields in a fixed order.
/// Written on every start of an activity, so it is small and needs no reflection.
/// </summary>
internal static class FactCodec
{
    private const byte Version = 1;

    /// <summary>Of activities that an operator changed: the fields of version 1, then what was changed.</summary>
    private const byte VersionWithChanges = 2;

    /// <summary>Returns the attempt of <paramref name="activity"/> as bytes.</summary>
    public static ByteString EncodeActivity(ActivityState activity)
    {
        using var bytes = new MemoryStream(128);
        using var output = new BinaryWriter(bytes);
        output.Write(activity.Touched ? VersionWithChanges : Version);
        output.Write7BitEncodedInt(activity.Attempt);
        output.Write(activity.AttemptTime.UtcTicks);
        output.Write(activity.WaitsForRetry);
        WriteTime(output, activity.StartedTime);
        output.Write(activity.StartedRequestId);
        output.Write(activity.StartedIdentity);
        output.Write(activity.StartedInProcess);
        WriteTime(output, activity.LastStartedTime);
        WriteTime(output, activity.LastAttemptCompleteTime);
        WriteTime(output, activity.HeartbeatTime);
        WriteMessage(output, activity.LastFailure);
        WriteMessage(output, activity.HeartbeatDetails);
        if (activity.Touched) WriteChanges(output, activity);
        output.Flush();
        return ByteString.CopyFrom(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Returns <paramref name="activity"/> with the attempt that <paramref name="data"/> tells.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another version.</exception>
    public static ActivityState DecodeActivity(ActivityState activity, ByteString data)
    {
        using var input = Open(data, VersionWithChanges, out var version);
        var decoded = activity with
        {
            Attempt = input.Read7BitEncodedInt(),
            AttemptTime = new DateTimeOffset(input.ReadInt64(), TimeSpan.Zero),
            WaitsForRetry = input.ReadBoolean(),
            StartedTime = ReadTime(input),
            StartedRequestId = input.ReadString(),
            StartedIdentity = input.ReadString(),
            StartedInProcess = input.ReadBoolean(),
            LastStartedTime = ReadTime(input),
            LastAttemptCompleteTime = ReadTime(input),
            HeartbeatTime = ReadTime(input),
            LastFailure = ReadMessage(input, Failure.Parser),
            HeartbeatDetails = ReadMessage(input, Payloads.Parser),
        };
        return version == Version ? decoded : ReadChanges(input, decoded);
    }

    /// <summary>Returns the attempt of a workflow task as bytes.</summary>
    public static ByteString EncodeTask(FactBody.Task task)
    {
        using var bytes = new MemoryStream(16);
        using var output = new BinaryWriter(bytes);
        output.Write(Version);
        output.Write7BitEncodedInt(task.Attempt);
        WriteTime(output, task.ScheduledTime);
        output.Flush();
        return ByteString.CopyFrom(bytes.GetBuffer(), 0, (int)bytes.Length);
    }

    /// <summary>Returns what <see cref="EncodeTask"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The bytes are of another version.</exception>
    public static FactBody.Task DecodeTask(ByteString data)
    {
        using var input = Open(data, Version, out _);
        return new FactBody.Task(input.Read7BitEncodedInt(), ReadTime(input));
    }

    private static void WriteChanges(BinaryWriter output, ActivityState activity)
    {
        WriteTime(output, activity.Pause?.Time);
        output.Write(activity.Pause?.Identity ?? "");
        output.Write(activity.Pause?.Reason ?? "");
        output.Write7BitEncodedInt((int)activity.Reset);
        output.Write7BitEncodedInt(activity.Resets);
        WriteMessage(output, activity.Changed);
    }

    private static ActivityState ReadChanges(BinaryReader input, ActivityState activity)
    {
        var (since, identity, reason) = (ReadTime(input), input.ReadString(), input.ReadString());
        activity = activity with
        {
            Pause = since is { } time ? new ActivityPause(time, identity, reason) : null,
            Reset = (ActivityReset)input.Read7BitEncodedInt(),
            Resets = input.Read7BitEncodedInt(),
            Touched = true,
        };
        return ReadMessage(input, ActivityOptions.Parser) is { } changed
            ? ActivityChange.With(activity, changed)
            : activity;
    }

    private static BinaryReader Open(ByteString data, byte newest, out byte version)
    {
        var input = new BinaryReader(new MemoryStream(data.ToByteArray(), writable: false));
        version = input.ReadByte();
        return version >= Version && version <= newest
            ? input
            : throw new InvalidDataException($"A fact of a run has version {version}; this build reads up to {newest}.");
    }

    private static void WriteTime(BinaryWriter output, DateTimeOffset? time) => output.Write(time?.UtcTicks ?? 0L);

    private static DateTimeOffset? ReadTime(BinaryReader input)
    {
        var ticks = input.ReadInt64();
        return ticks == 0 ? null : new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static void WriteMessage(BinaryWriter output, IMessage? message)
    {
        output.Write(message is not null);
        if (message is not null)
        {
            var bytes = message.ToByteArray();
            output.Write7BitEncodedInt(bytes.Length);
            output.Write(bytes);
        }
    }

    private static T? ReadMessage<T>(BinaryReader input, MessageParser<T> parser)
        where T : class, IMessage<T>
    {
        return input.ReadBoolean() ? parser.ParseFrom(input.ReadBytes(input.Read7BitEncodedInt())) : null;
    }
}
