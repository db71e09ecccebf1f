using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>Histories that a real server (1.32.1) wrote, in Temporal's JSON.</summary>
internal static class RecordedHistory
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "recorded");

    public static IEnumerable<string> Names() => Directory.GetFiles(Folder, "*.json")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    public static IReadOnlyList<HistoryEvent> Load(string name) =>
        JsonParser.Default.Parse<Api.History.V1.History>(File.ReadAllText(Path.Combine(Folder, name + ".json"))).Events;

    /// <summary>An event without what differs from run to run: times, task ids, sizes, the ids of next runs.</summary>
    public static string Comparable(HistoryEvent recorded)
    {
        var copy = recorded.Clone();
        copy.EventTime = null;
        copy.TaskId = 0;
        switch (copy.EventType)
        {
            case EventType.WorkflowTaskStarted:
                copy.WorkflowTaskStartedEventAttributes.HistorySizeBytes = 0;
                break;
            case EventType.WorkflowExecutionCompleted:
                var completed = copy.WorkflowExecutionCompletedEventAttributes;
                completed.NewExecutionRunId = Mask(completed.NewExecutionRunId);
                break;
            case EventType.WorkflowExecutionFailed:
                var failed = copy.WorkflowExecutionFailedEventAttributes;
                failed.NewExecutionRunId = Mask(failed.NewExecutionRunId);
                break;
            case EventType.WorkflowExecutionContinuedAsNew:
                var continued = copy.WorkflowExecutionContinuedAsNewEventAttributes;
                continued.NewExecutionRunId = Mask(continued.NewExecutionRunId);
                break;
            case EventType.WorkflowExecutionStarted:
                // The real server rounds this to the millisecond, which may be early.
                copy.WorkflowExecutionStartedEventAttributes.WorkflowExecutionExpirationTime = null;
                break;
        }

        return $"{copy.EventId} {copy.EventType} {copy}";
    }

    private static string Mask(string runId) => runId.Length == 0 ? string.Empty : "next";
}
