using System.Collections.Immutable;
using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Schedule.V1;

namespace Temporalio.Service.Schedules;

/// <summary>The bytes of a schedule in the store: a version byte, then fields in a fixed order.</summary>
internal static class ScheduleCodec
{
    private const byte Version = 1;

    /// <summary>Returns the bytes.</summary>
    public static byte[] Encode(ScheduleState state)
    {
        using var bytes = new MemoryStream(512);
        using var output = new BinaryWriter(bytes);
        output.Write(Version);
        output.Write(state.CreateRequestId);
        Write(output, state.CreatedAt);
        Write(output, state.UpdatedAt ?? default);
        Write(output, state.Cursor);
        Write(output, state.Spec);
        Write(output, state.Action);
        Write(output, state.Policies);
        output.Write(state.Notes);
        output.Write(state.Paused);
        output.Write(state.LimitedActions);
        output.Write(state.RemainingActions);
        output.Write(state.ConflictToken);
        output.Write(state.ActionCount);
        output.Write(state.MissedCatchup);
        output.Write(state.OverlapSkipped);
        output.Write(state.BufferDropped);
        Write(output, state.Recent, Write);
        Write(output, state.Running, WriteRunning);
        Write(output, state.Buffer, WriteStart);
        Write(output, state.Starting, WriteStart);
        Write(output, state.Backfills, Write);
        Write(output, state.LastResult);
        Write(output, state.LastFailure);
        Write(output, state.Memo);
        Write(output, state.SearchAttributes);
        Write(output, state.RequestIds, static (to, id) => to.Write(id));
        output.Flush();
        return bytes.ToArray();
    }

    /// <summary>Returns the schedule.</summary>
    /// <param name="seed">What the jitter depends on.</param>
    /// <exception cref="InvalidDataException">The bytes are of another version.</exception>
    public static ScheduleState Decode(ScheduleKey key, byte[] bytes, string seed)
    {
        using var input = new BinaryReader(new MemoryStream(bytes, writable: false));
        var version = input.ReadByte();
        if (version != Version)
        {
            throw new InvalidDataException(
                $"Schedule '{key.Id}' of namespace '{key.Namespace}' is stored in version {version}; " +
                $"this build reads {Version}.");
        }

        var requestId = input.ReadString();
        var created = ReadTime(input);
        var updated = ReadTime(input);
        var cursor = ReadTime(input);
        var spec = Read(input, ScheduleSpec.Parser)!;
        return new ScheduleState
        {
            Key = key,
            CreateRequestId = requestId,
            CreatedAt = created,
            UpdatedAt = updated == default ? null : updated,
            Cursor = cursor,
            Spec = spec,
            Times = SpecTimes.Of(spec, seed),
            Action = Read(input, ScheduleAction.Parser)!,
            Policies = Read(input, SchedulePolicies.Parser)!,
            Notes = input.ReadString(),
            Paused = input.ReadBoolean(),
            LimitedActions = input.ReadBoolean(),
            RemainingActions = input.ReadInt64(),
            ConflictToken = input.ReadInt64(),
            ActionCount = input.ReadInt64(),
            MissedCatchup = input.ReadInt64(),
            OverlapSkipped = input.ReadInt64(),
            BufferDropped = input.ReadInt64(),
            Recent = ReadList(input, static from => Read(from, ScheduleActionResult.Parser)!),
            Running = ReadList(input, ReadRunning),
            Buffer = ReadList(input, ReadStart),
            Starting = ReadList(input, ReadStart),
            Backfills = ReadList(input, static from => Read(from, BackfillRequest.Parser)!),
            LastResult = Read(input, Payloads.Parser),
            LastFailure = Read(input, Failure.Parser),
            Memo = Read(input, Memo.Parser),
            SearchAttributes = Read(input, SearchAttributes.Parser),
            RequestIds = ReadList(input, static from => from.ReadString()),
        };
    }

    private static void WriteRunning(BinaryWriter output, RunningAction running)
    {
        Write(output, running.Execution);
        output.Write((byte)running.Asked);
    }

    private static RunningAction ReadRunning(BinaryReader input) =>
        new(Read(input, WorkflowExecution.Parser)!, (EndAsked)input.ReadByte());

    private static void WriteStart(BinaryWriter output, PlannedStart start)
    {
        Write(output, start.Nominal);
        Write(output, start.Actual);
        output.Write7BitEncodedInt((int)start.Overlap);
        output.Write(start.Manual);
        output.Write(start.WorkflowId);
        output.Write(start.RequestId);
        output.Write(start.Alone);
    }

    private static PlannedStart ReadStart(BinaryReader input) => new(
        ReadTime(input), ReadTime(input), (ScheduleOverlapPolicy)input.Read7BitEncodedInt(), input.ReadBoolean())
    {
        WorkflowId = input.ReadString(), RequestId = input.ReadString(), Alone = input.ReadBoolean(),
    };

    private static void Write<T>(BinaryWriter output, ImmutableList<T> list, Action<BinaryWriter, T> write)
    {
        output.Write7BitEncodedInt(list.Count);
        foreach (var one in list) write(output, one);
    }

    private static ImmutableList<T> ReadList<T>(BinaryReader input, Func<BinaryReader, T> read)
    {
        var list = ImmutableList.CreateBuilder<T>();
        for (var left = input.Read7BitEncodedInt(); left > 0; left--) list.Add(read(input));
        return list.ToImmutable();
    }

    private static void Write(BinaryWriter output, DateTimeOffset time) => output.Write(time.UtcTicks);

    private static DateTimeOffset ReadTime(BinaryReader input) => new(input.ReadInt64(), TimeSpan.Zero);

    private static void Write(BinaryWriter output, IMessage? message)
    {
        output.Write(message is not null);
        if (message is null) return;
        var bytes = message.ToByteArray();
        output.Write7BitEncodedInt(bytes.Length);
        output.Write(bytes);
    }

    private static T? Read<T>(BinaryReader input, MessageParser<T> parser)
        where T : class, IMessage<T> =>
        input.ReadBoolean() ? parser.ParseFrom(input.ReadBytes(input.Read7BitEncodedInt())) : null;
}
