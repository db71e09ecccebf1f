using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;

namespace Temporalio.Core;

/// <summary>The marker that records a local activity, in the form that Temporal's core SDK writes.</summary>
internal sealed record LocalActivityMarker(
    uint Seq, string ActivityId, string ActivityType, LocalActivityOutcome Outcome)
{
    public const string Name = "core_local_activity";

    public static LocalActivityMarker Read(HistoryEvent historyEvent)
    {
        var marker = historyEvent.MarkerRecordedEventAttributes;
        using var data = JsonDocument.Parse(marker.Details["data"].Payloads_[0].Data.Memory);
        var root = data.RootElement;
        var attempt = root.GetProperty("attempt").GetInt32();
        var scheduled = Time(root, "original_schedule_time") ?? DateTime.UnixEpoch;
        Resolution result;
        if (root.TryGetProperty("backoff", out var backoff) && backoff.ValueKind == JsonValueKind.Object)
            result = new Resolution.Backoff(attempt + 1, Span(backoff), scheduled);
        else if (marker.Failure != null)
            result = new Resolution.Failed(marker.Failure);
        else
            result = new Resolution.Completed(marker.Details.TryGetValue("result", out var value)
                && value.Payloads_.Count > 0 ? value.Payloads_[0] : null);
        return new(
            root.GetProperty("seq").GetUInt32(),
            root.GetProperty("activity_id").GetString()!,
            root.GetProperty("activity_type").GetString()!,
            new(result, attempt, Time(root, "complete_time") ?? DateTime.UnixEpoch, scheduled));
    }

    public Command ToCommand(Payload? summary)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("seq", Seq);
            json.WriteNumber("attempt", Outcome.Attempt);
            json.WriteString("activity_id", ActivityId);
            json.WriteString("activity_type", ActivityType);
            WriteTime(json, "complete_time", Outcome.CompleteTime - DateTime.UnixEpoch);
            if (Outcome.Result is Resolution.Backoff { Delay: var delay })
                WriteTime(json, "backoff", delay);
            else
                json.WriteNull("backoff");
            WriteTime(json, "original_schedule_time", Outcome.OriginalScheduleTime - DateTime.UnixEpoch);
            json.WriteEndObject();
        }
        var marker = new RecordMarkerCommandAttributes { MarkerName = Name };
        marker.Details["data"] = new Payloads
        {
            Payloads_ =
            {
                new Payload
                {
                    Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
                    Data = ByteString.CopyFrom(buffer.GetBuffer(), 0, (int)buffer.Length),
                },
            },
        };
        switch (Outcome.Result)
        {
            case Resolution.Completed { Result: { } result }:
                marker.Details["result"] = new Payloads { Payloads_ = { result } };
                break;
            case Resolution.Failed { Failure: var failure }:
                marker.Failure = failure;
                break;
        }
        var command = new Command { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = marker };
        if (summary != null)
            command.UserMetadata = new UserMetadata { Summary = summary };
        return command;
    }

    private static void WriteTime(Utf8JsonWriter json, string name, TimeSpan span)
    {
        json.WriteStartObject(name);
        json.WriteNumber("seconds", span.Ticks / TimeSpan.TicksPerSecond);
        json.WriteNumber("nanos", span.Ticks % TimeSpan.TicksPerSecond * 100);
        json.WriteEndObject();
    }

    private static DateTime? Time(JsonElement root, string name) =>
        root.TryGetProperty(name, out var time) && time.ValueKind == JsonValueKind.Object ? DateTime.UnixEpoch
            + Span(time) : null;

    private static TimeSpan Span(JsonElement value) => new(
        (value.GetProperty("seconds").GetInt64() * TimeSpan.TicksPerSecond)
            + (value.GetProperty("nanos").GetInt64() / 100));
}
