using System.Text.Json;
using Google.Protobuf;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Core;

/// <summary>The marker that records a patch, in the form that Temporal's core SDK writes.</summary>
internal readonly record struct PatchMarker(string PatchId, bool Deprecated)
{
    public const string Name = "core_patch";

    /// <summary>The search attribute that lists a run's patches.</summary>
    public const string SearchAttribute = "TemporalChangeVersion";

    // The service takes up to 2 KiB per search attribute value; past that the list stays as it is.
    private const int LongestList = 2048;

    public static PatchMarker Read(HistoryEvent historyEvent)
    {
        using var data = JsonDocument.Parse(
            historyEvent.MarkerRecordedEventAttributes.Details["patch-data"].Payloads_[0].Data.Memory);
        return new(
            data.RootElement.GetProperty("id").GetString()!, data.RootElement.GetProperty("deprecated").GetBoolean());
    }

    public Command ToCommand()
    {
        var marker = new RecordMarkerCommandAttributes { MarkerName = Name };
        var id = PatchId;
        var deprecated = Deprecated;
        marker.Details["patch-data"] = new Payloads
        {
            Payloads_ =
            {
                Json(json =>
                {
                    json.WriteStartObject();
                    json.WriteString("id", id);
                    json.WriteBoolean("deprecated", deprecated);
                    json.WriteEndObject();
                }),
            },
        };
        return new Command { CommandType = CommandType.RecordMarker, RecordMarkerCommandAttributes = marker };
    }

    /// <summary>Returns the command that lists the patches as a search attribute; null when the list is too
    /// long.</summary>
    public static Command? ListCommand(IReadOnlyList<string> patches)
    {
        var payload = Json(json =>
        {
            json.WriteStartArray();
            foreach (var patch in patches)
                json.WriteStringValue(patch);
            json.WriteEndArray();
        });
        if (payload.Data.Length > LongestList)
            return null;
        payload.Metadata["type"] = ByteString.CopyFromUtf8("KeywordList");
        return new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes = new()
            {
                SearchAttributes = new SearchAttributes { IndexedFields = { [SearchAttribute] = payload } },
            },
        };
    }

    private static Payload Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
            write(json);
        return new Payload
        {
            Metadata = { ["encoding"] = ByteString.CopyFromUtf8("json/plain") },
            Data = ByteString.CopyFrom(buffer.GetBuffer(), 0, (int)buffer.Length),
        };
    }
}
