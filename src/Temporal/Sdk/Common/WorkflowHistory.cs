using Google.Protobuf;
using Temporalio.Api.History.V1;

namespace Temporalio.Common;

/// <summary>The events of one run.</summary>
/// <param name="Id">Id of the workflow.</param>
/// <param name="Events">The events in order.</param>
public record WorkflowHistory(string Id, IReadOnlyCollection<HistoryEvent> Events)
{
    /// <summary>Reads Temporal's JSON, as the CLI, the Web UI and <see cref="ToJson()"/> write it.</summary>
    /// <param name="workflowId">Id of the workflow; the JSON does not hold it.</param>
    /// <param name="json">An object with <c>events</c>. Enum names may be short or long.</param>
    /// <returns>The history.</returns>
    public static WorkflowHistory FromJson(string workflowId, string json)
    {
        var normal = HistoryJson.WithLongEnumNames(json);
        var parser = new JsonParser(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
        return new(workflowId, parser.Parse<History>(normal).Events);
    }

    /// <summary>Writes Temporal's JSON.</summary>
    /// <returns>One object with <c>events</c>.</returns>
    public string ToJson()
    {
        using var writer = new StringWriter();
        ToJson(writer);
        return writer.ToString();
    }

    /// <summary>Writes Temporal's JSON.</summary>
    /// <param name="writer">Where to.</param>
    public void ToJson(TextWriter writer)
    {
        var history = new History();
        history.Events.AddRange(Events);
        JsonFormatter.Default.Format(history, writer);
    }
}
