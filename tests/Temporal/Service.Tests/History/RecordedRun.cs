using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.TaskQueue.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

#pragma warning disable CS0612 // recordings hold deprecated fields

/// <summary>Drives the decisions with the inputs that a recorded history must have come from.</summary>
internal sealed class RecordedRun
{
    private const string Inline = "request-from-RespondWorkflowTaskCompleted";
    private readonly IReadOnlyList<HistoryEvent> _recorded;
    private readonly RecordedActivities _activities;
    private readonly HashSet<string> _admitted = [];

    private RecordedRun(IReadOnlyList<HistoryEvent> recorded)
    {
        _recorded = recorded;
        var started = recorded[0].WorkflowExecutionStartedEventAttributes;
        var key = new RunKey("default", NamespaceId(recorded), started.WorkflowId, started.OriginalExecutionRunId);
        var now = recorded[0].EventTime.Time();
        Run = new LiveRun(StartDecision.Start(key, Asked(recorded[0]), new Moment(now, new CountedIds())), now);
        _activities = new RecordedActivities(Run, recorded);
    }

    public LiveRun Run { get; }

    /// <summary>Runs a recording to its end.</summary>
    /// <param name="recorded">All its events.</param>
    /// <param name="afterEach">Called after each input.</param>
    public static LiveRun Drive(IReadOnlyList<HistoryEvent> recorded, Action<LiveRun> afterEach)
    {
        var driven = new RecordedRun(recorded);
        afterEach(driven.Run);
        for (var steps = 0; driven.Run.Events.Count < recorded.Count && steps < recorded.Count * 4; steps++)
        {
            driven.Step(driven.Run.Events.Count);
            afterEach(driven.Run);
        }

        return driven.Run;
    }

    private void Step(int index)
    {
        var next = _recorded[index];
        Run.Now = next.EventTime.Time();
        switch (next.EventType)
        {
            case EventType.WorkflowTaskScheduled when Run.State.Task is { Kind: WorkflowTaskKind.Speculative, IsStarted: false }:
                StartTask(_recorded[index + 1]);
                break;
            case EventType.WorkflowTaskScheduled when Run.State.Task is { Kind: WorkflowTaskKind.Speculative }:
                CompleteTask(index + 2);
                break;
            case EventType.WorkflowTaskScheduled:
                if (!Admit(next.EventId))
                {
                    Run.Commit(TickDecision.Tick(Run.State, Run.At));
                }

                break;
            case EventType.WorkflowTaskStarted:
                Admit(next.WorkflowTaskStartedEventAttributes.ScheduledEventId);
                StartTask(next);
                break;
            case EventType.WorkflowTaskCompleted:
                CompleteTask(index);
                break;
            case EventType.WorkflowTaskFailed when IsForced(next):
                Happen(_recorded[index + 1]);
                break;
            case EventType.WorkflowTaskFailed:
                FailTask(next.WorkflowTaskFailedEventAttributes);
                break;
            default:
                Happen(next);
                break;
        }
    }

    private static bool IsForced(HistoryEvent failed) =>
        failed.WorkflowTaskFailedEventAttributes.Cause == WorkflowTaskFailedCause.ForceCloseCommand;

    private void Happen(HistoryEvent next)
    {
        Run.Now = next.EventTime.Time();
        if (!_activities.TryHappen(next))
        {
            Run.Commit(RecordedOccurrences.Decide(Run, next));
        }
    }

    private void StartTask(HistoryEvent next)
    {
        Run.Now = next.EventTime.Time();
        var started = next.WorkflowTaskStartedEventAttributes;
        var task = Run.State.Task!;
        var taker = new TaskTaker(started.RequestId, started.Identity, started.WorkerVersion?.BuildId ?? string.Empty);
        Run.Commit(WorkflowTaskStartDecision.Start(Run.State, task.ScheduledEventId, task.Attempt, taker, Run.At)!);
    }

    private void FailTask(WorkflowTaskFailedEventAttributes failed) => Run.Commit(WorkflowTaskFailureDecision.Fail(
        Run.State,
        Token(),
        new RespondWorkflowTaskFailedRequest
        {
            Cause = failed.Cause,
            Failure = failed.Failure,
            Identity = failed.Identity,
        },
        Run.At));

    private void CompleteTask(int index)
    {
        var completed = _recorded[index];
        var attributes = completed.WorkflowTaskCompletedEventAttributes;
        var request = new RespondWorkflowTaskCompletedRequest
        {
            Identity = attributes.Identity,
            WorkerVersionStamp = attributes.WorkerVersion,
            SdkMetadata = attributes.SdkMetadata,
            MeteringMetadata = attributes.MeteringMetadata,
        };
        var after = index + 1;
        for (; after < _recorded.Count && (RecordedCommands.Add(request, _recorded[after]) || IsSettled(_recorded[after])); after++)
        {
        }

        HappenMeanwhile(after, completed);
        var scheduled = _recorded.Skip(after).FirstOrDefault(next => next.EventType == EventType.WorkflowTaskScheduled);
        if (scheduled?.WorkflowTaskScheduledEventAttributes.TaskQueue is { Kind: TaskQueueKind.Sticky } sticky)
        {
            request.StickyAttributes = new StickyExecutionAttributes
            {
                WorkerTaskQueue = sticky,
                ScheduleToStartTimeout = TimeSpan.FromSeconds(10).Wire(),
            };
        }

        var started = _recorded.Skip(after).FirstOrDefault(next => next.EventType == EventType.WorkflowTaskStarted);
        request.ReturnNewWorkflowTask = started?.WorkflowTaskStartedEventAttributes.RequestId == Inline;
        if (request.ReturnNewWorkflowTask)
        {
            Admit(scheduled!.EventId);
        }

        _activities.TakeThoseToCancel(request);
        Run.Now = completed.EventTime.Time();
        Run.Commit(WorkflowTaskCompletionDecision.Complete(Run.State, Token(), request, inProcess: false, Run.At));
    }

    /// <summary>
    /// Lets happen what was buffered while the worker had the task: it stands behind the completion but is older.
    /// </summary>
    private void HappenMeanwhile(int after, HistoryEvent completed)
    {
        var meanwhile = _recorded.Skip(after)
            .TakeWhile(next => next.EventType != EventType.WorkflowTaskScheduled)
            .Where(next => next.EventTime.Time() < completed.EventTime.Time())
            .Where(next => next.EventType != EventType.ActivityTaskStarted)
            .OrderBy(next => next.EventTime.Time());
        foreach (var next in meanwhile.ToList())
        {
            Happen(next);
        }
    }

    /// <summary>Admits the updates that the task with that id carried.</summary>
    private bool Admit(long scheduledEventId)
    {
        var carried = _recorded
            .Select(next => next.WorkflowExecutionUpdateAcceptedEventAttributes)
            .Where(update => update?.AcceptedRequestSequencingEventId == scheduledEventId)
            .Where(update => _admitted.Add(update.ProtocolInstanceId))
            .ToList();
        foreach (var update in carried)
        {
            Run.Commit(UpdateDecision.Admit(Run.State, update.AcceptedRequest, Run.At));
        }

        return carried.Count > 0;
    }

    private WorkflowTaskToken Token() =>
        new(Run.State.Task!.ScheduledEventId, Run.State.Task.StartedEventId, Run.State.Task.Attempt);

    /// <summary>An activity that was canceled before a worker had it: the service settles that by itself.</summary>
    private static bool IsSettled(HistoryEvent next) =>
        next.ActivityTaskCanceledEventAttributes is { StartedEventId: 0 };

    private static string NamespaceId(IReadOnlyList<HistoryEvent> recorded) => recorded
        .Select(next => next.StartChildWorkflowExecutionInitiatedEventAttributes?.NamespaceId
            ?? next.SignalExternalWorkflowExecutionInitiatedEventAttributes?.NamespaceId
            ?? next.RequestCancelExternalWorkflowExecutionInitiatedEventAttributes?.NamespaceId)
        .FirstOrDefault(id => id is not null) ?? string.Empty;

    /// <summary>The start as the client asked for it: without what the server fills in.</summary>
    private static StartInput Asked(HistoryEvent recorded)
    {
        var started = recorded.WorkflowExecutionStartedEventAttributes;
        var filled = started.WorkflowExecutionTimeout.IsSet();
        var request = new StartWorkflowExecutionRequest
        {
            WorkflowId = started.WorkflowId,
            WorkflowType = started.WorkflowType,
            TaskQueue = started.TaskQueue,
            Input = started.Input,
            WorkflowExecutionTimeout = started.WorkflowExecutionTimeout,
            WorkflowRunTimeout = filled ? null : started.WorkflowRunTimeout,
            Identity = started.Identity,
            RequestId = "start",
            RetryPolicy = RecordedCommands.Asked(started.RetryPolicy),
            CronSchedule = started.CronSchedule,
            Memo = started.Memo,
            SearchAttributes = started.SearchAttributes,
            Header = started.Header,
            WorkflowStartDelay = started.CronSchedule.Length == 0 ? started.FirstWorkflowTaskBackoff : null,
            UserMetadata = recorded.UserMetadata,
        };
        return StartRequests.From(request);
    }
}
