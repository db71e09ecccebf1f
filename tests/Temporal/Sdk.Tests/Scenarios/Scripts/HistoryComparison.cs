using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Common;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>
/// Compares what two services wrote about the same script, event by event and attribute by attribute. Left out is what
/// differs from run to run on one service too: times, identities, task ids, sizes, request ids, the worker's version and
/// the name of its sticky queue. Random ids are the same when they stand for the same thing in both.
/// </summary>
internal static partial class HistoryComparison
{
    private static readonly HashSet<string> Aside =
    [
        "identity", "task_id", "request_id", "history_size_bytes", "worker_version", "binary_checksum", "stack_trace",
    ];

    /// <summary>Returns one line for each difference; none when the histories tell the same.</summary>
    public static IReadOnlyList<string> Differences(
        IReadOnlyList<WorkflowHistory> expected, IReadOnlyList<WorkflowHistory> actual)
    {
        var found = new List<string>();
        if (expected.Count != actual.Count)
            found.Add($"{expected.Count} runs expected, {actual.Count} found");
        var (expectedIds, actualIds) = (new IdNames(), new IdNames());
        for (var run = 0; run < Math.Min(expected.Count, actual.Count); run++)
        {
            var (wanted, seen) = (Events(expected[run]), Events(actual[run]));
            var order = string.Join(' ', wanted.Select(one => one.EventType));
            if (order != string.Join(' ', seen.Select(one => one.EventType)))
            {
                found.Add($"run {run + 1}: events\n  {order}\nexpected, found\n  "
                    + string.Join(' ', seen.Select(one => one.EventType)));
                continue;
            }
            for (var at = 0; at < wanted.Count; at++)
            {
                var (want, have) = (Flatten(wanted[at], expectedIds), Flatten(seen[at], actualIds));
                found.AddRange(want.Keys.Union(have.Keys).Order(StringComparer.Ordinal)
                    .Where(path => want.GetValueOrDefault(path) != have.GetValueOrDefault(path))
                    .Select(path => $"run {run + 1}, event {at + 1} {wanted[at].EventType}: {path} is "
                        + $"{have.GetValueOrDefault(path) ?? "missing"}, expected "
                        + (want.GetValueOrDefault(path) ?? "none")));
            }
        }
        return found;
    }

    private static List<HistoryEvent> Events(WorkflowHistory history) => [.. history.Events];

    private static Dictionary<string, string> Flatten(HistoryEvent found, IdNames ids)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(found, found.EventType.ToString(), values, ids);
        // The real server waits for its grid of a second before a next run; how long is told as a backoff.
        if (found.WorkflowExecutionStartedEventAttributes is { Initiator: not ContinueAsNewInitiator.Unspecified })
            values.Remove($"{found.EventType}.workflow_execution_started_event_attributes.first_workflow_task_backoff");
        return values;
    }

    private static void Add(IMessage message, string path, Dictionary<string, string> values, IdNames ids)
    {
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            if (Aside.Contains(field.Name) || (message is TaskQueue { Kind: TaskQueueKind.Sticky } && field.Name == "name"))
                continue;
            if (field.HasPresence && !field.Accessor.HasValue(message))
                continue;
            AddValue(field.Accessor.GetValue(message), field, $"{path}.{field.Name}", values, ids);
        }
    }

    private static void AddValue(
        object? value, FieldDescriptor field, string path, Dictionary<string, string> values, IdNames ids)
    {
        switch (value)
        {
            case null or Timestamp or "" or 0 or 0L or false or 0f or 0d:
                break;
            case IDictionary map:
                foreach (var key in map.Keys.Cast<object>().OrderBy(key => key.ToString(), StringComparer.Ordinal))
                    AddValue(map[key], field, $"{path}[{key}]", values, ids);
                break;
            case IList list:
                for (var at = 0; at < list.Count; at++)
                    AddValue(list[at], field, $"{path}[{at}]", values, ids);
                break;
            case Duration duration:
                values[path] = duration.ToTimeSpan().ToString();
                break;
            case IMessage message:
                values[path] = "set";
                Add(message, path, values, ids);
                break;
            case ByteString bytes:
                values[path] = ids.Rename(MarkerTime().Replace(bytes.ToStringUtf8(), "\"$1\":0"));
                break;
            case System.Enum named:
                if (Convert.ToInt32(named, CultureInfo.InvariantCulture) != 0)
                    values[path] = named.ToString();
                break;
            default:
                values[path] = ids.Rename(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                break;
        }
    }

    // Markers of local activities tell times in their payload.
    [GeneratedRegex("\"(complete_time|original_schedule_time)\":\\{[^}]*\\}")]
    private static partial Regex MarkerTime();

    /// <summary>Names random ids by the order in which they are met.</summary>
    private sealed partial class IdNames
    {
        private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

        public string Rename(string text) => RandomId().Replace(text, id =>
        {
            if (!_names.TryGetValue(id.Value, out var name))
                _names[id.Value] = name = $"id{_names.Count + 1}";
            return name;
        });

        [GeneratedRegex("[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")]
        private static partial Regex RandomId();
    }
}
