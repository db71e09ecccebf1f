using Google.Protobuf.Collections;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Worker;
using Temporalio.Workflows;

namespace Temporalio.Tests.Workflows.Recorded;

/// <summary>The histories recorded on a real server, and the workflows that wrote them.</summary>
internal static class RecordedHistory
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "recorded");

    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.json").Select(path => Path.GetFileNameWithoutExtension(path)!).Order();

    public static WorkflowHistory Load(string name) =>
        WorkflowHistory.FromJson(name, File.ReadAllText(Path.Combine(Folder, name + ".json")));

    public static WorkflowReplayer ReplayerOf(WorkflowHistory history)
    {
        var ids = new RecordedChildIds([.. history.Events
            .Where(e => e.EventType == EventType.StartChildWorkflowExecutionInitiated)
            .Select(e => e.StartChildWorkflowExecutionInitiatedEventAttributes.WorkflowId)]);
        var options = new WorkflowReplayerOptions();
        Type[] types =
        [
            typeof(CallActivityWorkflow), typeof(CatchActivityWorkflow), typeof(CancelActivityWorkflow),
                typeof(SequenceWorkflow),
            typeof(FanOutWorkflow), typeof(LocalSequenceWorkflow), typeof(LocalRetryWorkflow),
                typeof(SignalRaceWorkflow),
            typeof(CleanupWorkflow), typeof(StartChildAndLeaveWorkflow), typeof(CancelExternalWorkflow),
                typeof(SignalExternalWorkflow),
            typeof(HelloWorkflow), typeof(IdentityWorkflow), typeof(SleepForWorkflow), typeof(ManyTimersWorkflow),
            typeof(CancelTimerWorkflow), typeof(ConditionTimeoutWorkflow), typeof(WaitForeverWorkflow),
                typeof(ContinueTimesWorkflow),
            typeof(CronRunWorkflow), typeof(FailWithWorkflow), typeof(FailUntilAttemptWorkflow), typeof(BrokenWorkflow),
                typeof(InfoWorkflow),
            typeof(PatchesWorkflow), typeof(RandomWorkflow), typeof(AttributesWorkflow), typeof(CounterWorkflow),
                typeof(UpdatableWorkflow),
        ];
        foreach (var type in types)
            options.AddWorkflow(type);
        options.AddWorkflow(WorkflowDefinition.Create(typeof(ParentWorkflow), null, _ => new ParentWorkflow(ids)));
        options.AddWorkflow(
            WorkflowDefinition.Create(typeof(CancelChildWorkflow), null, _ => new CancelChildWorkflow(ids)));
        options.AddWorkflow(WorkflowDefinition.Create(typeof(MixedWorkflow), null, _ => new MixedWorkflow(ids)));
        return new(options);
    }

    /// <summary>Returns the history up to each start of a workflow task, and up to each end of one's recorded
    /// commands.</summary>
    public static IEnumerable<WorkflowHistory> Prefixes(WorkflowHistory history)
    {
        HistoryEvent[] events = [.. history.Events];
        for (var length = 1; length <= events.Length; length++)
        {
            var last = events[length - 1].EventType;
            if (last == EventType.WorkflowTaskStarted || last == EventType.WorkflowTaskScheduled)
                yield return history with { Events = events[..length] };
        }
    }
}
