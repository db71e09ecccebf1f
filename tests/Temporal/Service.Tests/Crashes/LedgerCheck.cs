using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Tests.Frontend;

namespace Temporalio.Service.Tests.Crashes;

/// <summary>Holds what a service has against what it acknowledged.</summary>
internal static class LedgerCheck
{
    /// <summary>Returns everything that is lost, doubled or changed.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(TestService service, Ledger ledger, bool mustHaveEnded)
    {
        var faults = new List<string>(ledger.Faults);
        foreach (var (workflow, runId) in ledger.Starts)
        {
            IReadOnlyList<HistoryEvent> events;
            try
            {
                events = await EventsAsync(service, workflow, runId);
            }
            catch (ServiceException lost) when (lost.Status == GrpcStatus.NotFound)
            {
                faults.Add($"{workflow}: the start of run {runId} is lost");
                continue;
            }

            faults.AddRange(Faults(workflow, events, ledger, mustHaveEnded));
        }

        return faults;
    }

    private static IEnumerable<string> Faults(
        string workflow, IReadOnlyList<HistoryEvent> events, Ledger ledger, bool mustHaveEnded)
    {
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].EventId != i + 1) yield return $"{workflow}: event {i + 1} has the id {events[i].EventId}";
        }

        var signals = events.Count(one => one.EventType == EventType.WorkflowExecutionSignaled);
        if (signals > 1) yield return $"{workflow}: the signal came {signals} times";
        if (ledger.Signals.ContainsKey((workflow, workflow)) && signals == 0) yield return $"{workflow}: the signal is lost";
        foreach (var (task, _) in ledger.Tasks.Where(pair => pair.Key.Workflow == workflow))
        {
            if (!events.Any(one => one.EventType == EventType.WorkflowTaskCompleted
                && one.WorkflowTaskCompletedEventAttributes.StartedEventId == task.StartedEventId))
                yield return $"{workflow}: the completion of the task started at {task.StartedEventId} is lost";
        }

        var results = new List<string>();
        foreach (var scheduled in events.Where(one => one.EventType == EventType.ActivityTaskScheduled))
        {
            var id = scheduled.ActivityTaskScheduledEventAttributes.ActivityId;
            var ends = events.Where(one => one.ActivityTaskCompletedEventAttributes?.ScheduledEventId == scheduled.EventId)
                .Select(one => one.ActivityTaskCompletedEventAttributes.Result.Payloads_[0].Data.ToStringUtf8().Trim('"'))
                .ToList();
            if (ends.Count > 1) yield return $"{workflow}/{id}: {ends.Count} results";
            results.AddRange(ends);
            if (ledger.Results.TryGetValue((workflow, id), out var acknowledged) && !ends.Contains(acknowledged))
                yield return $"{workflow}/{id}: the result {acknowledged} is lost; {string.Join(',', ends)} stands there";
        }

        if (!mustHaveEnded) yield break;
        var last = events[^1];
        var said = last.WorkflowExecutionCompletedEventAttributes?.Result.Payloads_[0].Data.ToStringUtf8().Trim('"');
        if (said is null) yield return $"{workflow}: ended by {last.EventType}";
        else if (said != string.Join(',', results)) yield return $"{workflow}: the result is {said}";
    }

    private static async Task<IReadOnlyList<HistoryEvent>> EventsAsync(TestService service, string workflow, string runId)
    {
        var answer = await service.CallAsync<GetWorkflowExecutionHistoryResponse>(
            "GetWorkflowExecutionHistory", new GetWorkflowExecutionHistoryRequest
            {
                Namespace = "default",
                Execution = new WorkflowExecution { WorkflowId = workflow, RunId = runId },
            });
        return answer.History.Events;
    }
}
