using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Common;
using SuggestContinueAsNewReason = Temporalio.Workflows.SuggestContinueAsNewReason;

namespace Temporalio.Core;

/// <summary>One run between history and workflow code: takes events, gives activations, takes the code's commands and matches
/// them with the events that follow. Pure: no clock, no threads, no I/O.</summary>
internal sealed class RunState(string runId)
{
    private readonly List<HistoryEvent> _events = [];
    private readonly List<Message> _messagesIn = [];
    private readonly List<ActivationJob> _jobs = [];
    private readonly Queue<PendingCommand> _pending = new();
    private readonly List<Message> _messagesOut = [];
    private readonly Dictionary<long, CommandMachine> _followed = [];
    private readonly Queue<LocalActivityMarker> _localMarkers = new();
    private readonly HashSet<string> _patchesInHistory = new(StringComparer.Ordinal);
    private readonly List<string> _patchesSet = [];
    private readonly List<LocalActivityMachine> _localsToStart = [];
    private readonly List<uint> _localsToCancel = [];
    private int _at;
    private bool _inCommands;
    private bool _scheduledRightBefore;
    private EventType _previousType;
    private bool _replaying;
    private long _historySize;
    private bool _continueAsNewSuggested;
    private IReadOnlyList<SuggestContinueAsNewReason> _continueAsNewReasons = [];
    private bool _targetVersionChanged;
    private WorkerDeploymentVersion? _deployment;

    public Dictionary<uint, TimerMachine> Timers { get; } = [];

    public Dictionary<uint, ActivityMachine> Activities { get; } = [];

    public Dictionary<uint, LocalActivityMachine> LocalActivities { get; } = [];

    public Dictionary<uint, ChildMachine> Children { get; } = [];

    public Dictionary<uint, ExternalSignalMachine> ExternalSignals { get; } = [];

    public Dictionary<string, UpdateMachine> Updates { get; } = new(StringComparer.Ordinal);

    /// <summary>The last event taken in.</summary>
    public long LastEventId { get; private set; }

    /// <summary>The last event given to the workflow.</summary>
    public long ProcessedEventId { get; private set; }

    /// <summary>The start of the current task.</summary>
    public long StartedEventId { get; private set; }

    /// <summary>The workflow's time.</summary>
    public DateTime Time { get; private set; }

    /// <summary>Whether the run's last event was seen or its closing command was issued.</summary>
    public bool Closed { get; private set; }

    /// <summary>The SDK name and version that completed the last task in history; null for none.</summary>
    public string? SdkInHistory { get; private set; }

    public bool IsReplaying => _replaying;

    /// <summary>Takes more of the history, and the messages of the current task.</summary>
    /// <exception cref="InvalidOperationException">An event is missing between the last one and the first new one.</exception>
    public void Feed(IEnumerable<HistoryEvent> events, IEnumerable<Message>? messages)
    {
        if (_at > 0)
        {
            _events.RemoveRange(0, _at);
            _at = 0;
        }
        foreach (var historyEvent in events)
        {
            if (historyEvent.EventId <= LastEventId)
                continue;
            if (historyEvent.EventId != LastEventId + 1)
                throw new InvalidOperationException($"History of run {runId} jumps from event {LastEventId} to {historyEvent.EventId}.");
            LastEventId = historyEvent.EventId;
            _events.Add(historyEvent);
        }
        if (messages != null)
            _messagesIn.AddRange(messages);
    }

    /// <summary>Takes back the last task, which the service has dropped: one that carried only rejected updates leaves no events,
    /// and its numbers are used again. False when the task did more than that.</summary>
    public bool TryForgetLastTask()
    {
        if (_at < _events.Count || LastEventId != StartedEventId || !_scheduledRightBefore || _pending.Count > 0 || _jobs.Count > 0)
            return false;
        LastEventId -= 2;
        ProcessedEventId = LastEventId;
        _scheduledRightBefore = false;
        return true;
    }

    /// <summary>Returns what the workflow is told next; null when history has nothing more for it.</summary>
    public WorkflowActivation? Next()
    {
        while (true)
        {
            if (_jobs.Count > 0)
                return Activation();
            if (ResolveNextLocalMarker())
                continue;
            if (!ProcessNextTask())
                return null;
        }
    }

    /// <summary>Returns an activation with queries only, at the current point of history.</summary>
    public WorkflowActivation QueryActivation(IReadOnlyList<ActivationJob> queries) => NewActivation(queries);

    /// <summary>Takes what the workflow asked for in one activation.</summary>
    public void Apply(IReadOnlyList<WorkflowCommand> commands)
    {
        WorkflowCommand.Close? close = null;
        for (var at = 0; at < commands.Count; at++)
        {
            // What closes the run comes last, whatever handlers still did after it.
            if (commands[at] is WorkflowCommand.Close closing)
                close ??= closing;
            else
                Apply(commands[at]);
        }
        if (close != null)
        {
            Closed = true;
            Send(new(close.Command, null));
        }
    }

    /// <summary>Returns the commands to send with the completion of the current task. They stay until their events are seen.</summary>
    public List<Command> TakeCommands()
    {
        var commands = new List<Command>(_pending.Count);
        foreach (var pending in _pending)
        {
            if (pending.Dropped || pending.Sent)
                continue;
            pending.Sent = true;
            commands.Add(pending.Command);
        }
        return commands;
    }

    /// <summary>Returns the messages to send with the completion of the current task.</summary>
    public IReadOnlyList<Message> TakeMessages()
    {
        if (_messagesOut.Count == 0)
            return [];
        Message[] messages = [.. _messagesOut];
        _messagesOut.Clear();
        return messages;
    }

    /// <summary>Returns the local activities that have to be started now.</summary>
    public IReadOnlyList<LocalActivityMachine> TakeLocalsToStart() => Take(_localsToStart);

    /// <summary>Returns the local activities that have to be cancelled now.</summary>
    public IReadOnlyList<uint> TakeLocalsToCancel() => Take(_localsToCancel);

    /// <summary>Takes the outcome of a local activity that the worker ran.</summary>
    public void ResolveLocal(uint seq, LocalActivityOutcome outcome)
    {
        if (!LocalActivities.TryGetValue(seq, out var machine))
            return;
        Advance(outcome.CompleteTime);
        machine.Resolve(this, outcome);
    }

    internal PendingCommand Send(PendingCommand command)
    {
        _pending.Enqueue(command);
        return command;
    }

    internal void SendMessage(Message message)
    {
        // On replay the service has the answer already.
        if (!_replaying)
            _messagesOut.Add(message);
    }

    internal void Tell(ActivationJob job) => _jobs.Add(job);

    internal void Follow(long eventId, CommandMachine machine) => _followed[eventId] = machine;

    internal void Unfollow(long eventId) => _followed.Remove(eventId);

    internal void CancelLocal(uint seq)
    {
        if (_localsToStart.RemoveAll(machine => machine.Seq == seq) == 0)
            _localsToCancel.Add(seq);
    }

    private static IReadOnlyList<T> Take<T>(List<T> list)
    {
        if (list.Count == 0)
            return [];
        T[] taken = [.. list];
        list.Clear();
        return taken;
    }

    private void Apply(WorkflowCommand command)
    {
        switch (command)
        {
            case WorkflowCommand.ScheduleActivity schedule:
                (Activities[schedule.Seq] = new(schedule.Seq, schedule.Command, schedule.CancellationType)).Schedule(this);
                break;
            case WorkflowCommand.StartTimer start:
                (Timers[start.Seq] = new(start.Seq, start.Command)).Start(this);
                break;
            case WorkflowCommand.CancelTimer cancel:
                if (Timers.Remove(cancel.Seq, out var timer))
                    timer.Cancel(this);
                break;
            case WorkflowCommand.CancelActivity cancel:
                if (Activities.TryGetValue(cancel.Seq, out var activity))
                    activity.Cancel(this);
                break;
            case WorkflowCommand.ScheduleLocalActivity schedule:
                var local = LocalActivities[schedule.Seq] = new(schedule.Seq, schedule.Request);
                _localsToStart.Add(local);
                break;
            case WorkflowCommand.CancelLocalActivity cancel:
                if (LocalActivities.TryGetValue(cancel.Seq, out var canceled))
                    canceled.Cancel(this);
                break;
            case WorkflowCommand.StartChild start:
                (Children[start.Seq] = new(start.Seq, start.Command, start.CancellationType)).Start(this);
                break;
            case WorkflowCommand.CancelChild cancel:
                if (Children.TryGetValue(cancel.Seq, out var child))
                    child.Cancel(this, cancel.Reason);
                break;
            case WorkflowCommand.SignalExternal signal:
                (ExternalSignals[signal.Seq] = new(signal.Seq, signal.Command)).Send(this);
                break;
            case WorkflowCommand.CancelSignalExternal cancel:
                if (ExternalSignals.TryGetValue(cancel.Seq, out var sent))
                    sent.Cancel(this);
                break;
            case WorkflowCommand.CancelExternal cancel:
                Send(new(cancel.Command, new ExternalCancelMachine(cancel.Seq)));
                break;
            case WorkflowCommand.SetPatch patch:
                SetPatch(patch);
                break;
            case WorkflowCommand.Note note:
                Send(new(note.Command, null));
                break;
            case WorkflowCommand.AcceptUpdate accept:
                Update(accept.ProtocolInstanceId).Accept(this);
                break;
            case WorkflowCommand.RejectUpdate reject:
                Update(reject.ProtocolInstanceId).Reject(this, reject.Failure);
                break;
            case WorkflowCommand.CompleteUpdate complete:
                Update(complete.ProtocolInstanceId).Complete(this, complete.Result, complete.Failure);
                break;
            default:
                throw new InvalidOperationException($"Command {command.GetType().Name} is unknown here.");
        }
    }

    private UpdateMachine Update(string protocolInstanceId) => Updates.TryGetValue(protocolInstanceId, out var update)
        ? update
        : throw new InvalidOperationException($"Update {protocolInstanceId} was not asked for.");

    private void SetPatch(WorkflowCommand.SetPatch patch)
    {
        // A deprecated patch that history does not have was added after the history was written.
        if (_patchesSet.Contains(patch.PatchId) || (_replaying && !_patchesInHistory.Contains(patch.PatchId)))
            return;
        _patchesSet.Add(patch.PatchId);
        Send(new(new PatchMarker(patch.PatchId, patch.Deprecated).ToCommand(), new PatchMachine(patch.PatchId)));
        if (PatchMarker.ListCommand(_patchesSet) is { } list)
            Send(new(list, null) { PatchList = true });
    }

    private WorkflowActivation Activation()
    {
        if (_jobs.Count > 1)
        {
            // Stable: jobs of one rank keep the order of their events.
            for (var at = 1; at < _jobs.Count; at++)
            {
                var job = _jobs[at];
                var to = at;
                for (; to > 0 && _jobs[to - 1].Rank > job.Rank; to--)
                    _jobs[to] = _jobs[to - 1];
                _jobs[to] = job;
            }
        }
        ActivationJob[] jobs = [.. _jobs];
        _jobs.Clear();
        return NewActivation(jobs);
    }

    private WorkflowActivation NewActivation(IReadOnlyList<ActivationJob> jobs) => new(
        Time,
        _replaying,
        (int)StartedEventId,
        _historySize,
        _continueAsNewSuggested,
        _continueAsNewReasons,
        _targetVersionChanged,
        _deployment,
        jobs);

    private bool ResolveNextLocalMarker()
    {
        if (_localMarkers.Count == 0 || !LocalActivities.TryGetValue(_localMarkers.Peek().Seq, out var machine))
        {
            // A marker that nobody waits for is found when its event is matched.
            _localMarkers.Clear();
            return false;
        }
        var marker = _localMarkers.Dequeue();
        _localsToStart.Remove(machine);
        Advance(marker.Outcome.CompleteTime);
        machine.Resolve(this, marker.Outcome);
        return true;
    }

    private void Advance(DateTime time)
    {
        if (time > Time)
            Time = time;
    }

    /// <summary>Processes events up to the start of the next workflow task that was not lost; false when there is no more.</summary>
    private bool ProcessNextTask()
    {
        if (_at >= _events.Count)
            return false;
        var end = NextTaskStarted();
        if (end < 0)
            return ProcessTail();
        _replaying = end + 1 < _events.Count;
        for (; _at <= end; _at++)
            Process(_events[_at]);
        LookAhead(end + 1);
        if (!_replaying)
            TakeUpdates();
        return true;
    }

    // A task that failed or timed out left nothing behind: its events belong to the next one.
    private int NextTaskStarted()
    {
        for (var at = _at; at < _events.Count; at++)
        {
            if (_events[at].EventType == EventType.WorkflowTaskStarted
                && (at + 1 == _events.Count
                    || _events[at + 1].EventType is not (EventType.WorkflowTaskFailed or EventType.WorkflowTaskTimedOut)))
                return at;
        }
        return -1;
    }

    /// <summary>Matches what the last task recorded. Later events wait for the task that will bring them to the workflow.</summary>
    private bool ProcessTail()
    {
        var from = _at;
        while (_at < _events.Count
            && (_events[_at].EventType == EventType.WorkflowTaskCompleted || CommandEventCheck.IsCommandEvent(_events[_at].EventType)))
        {
            _replaying = true;
            Process(_events[_at++]);
        }
        if (_inCommands)
        {
            _inCommands = false;
            EndCommands(_at < _events.Count ? _events[_at] : null);
        }
        return _at > from;
    }

    private void Process(HistoryEvent e)
    {
        ProcessedEventId = e.EventId;
        _scheduledRightBefore = _previousType == EventType.WorkflowTaskScheduled;
        _previousType = e.EventType;
        if (e.EventType == EventType.WorkflowTaskCompleted)
        {
            _inCommands = true;
            if (e.WorkflowTaskCompletedEventAttributes.SdkMetadata is { SdkName.Length: > 0 } sdk)
                SdkInHistory = sdk.SdkName + "/" + sdk.SdkVersion;
            return;
        }
        if (CommandEventCheck.IsCommandEvent(e.EventType))
        {
            Match(e);
            return;
        }
        if (_inCommands)
        {
            _inCommands = false;
            EndCommands(e);
        }
        OnEvent(e);
    }

    private void Match(HistoryEvent e)
    {
        while (true)
        {
            PendingCommand? pending;
            while (_pending.TryPeek(out pending) && pending.Dropped)
                _pending.Dequeue();
            if (pending != null && CommandEventCheck.Matches(pending, e))
            {
                _pending.Dequeue();
                pending.Sent = true;
                pending.Machine?.OnRecorded(pending, e, this);
                if (IsClose(e.EventType))
                    Closed = true;
                return;
            }
            if (pending is { PatchList: true })
            {
                _pending.Dequeue();
                continue;
            }
            if (IsLeftOfPatch(e))
                return;
            throw CommandEventCheck.Mismatch(pending, e);
        }
    }

    /// <summary>A deprecated patch's marker, or a list of patches, may stay in history after the code has dropped the patch.</summary>
    private static bool IsLeftOfPatch(HistoryEvent e) => e.EventType switch
    {
        EventType.MarkerRecorded => e.MarkerRecordedEventAttributes.MarkerName == PatchMarker.Name && PatchMarker.Read(e).Deprecated,
        EventType.UpsertWorkflowSearchAttributes =>
            e.UpsertWorkflowSearchAttributesEventAttributes.SearchAttributes?.IndexedFields is { Count: 1 } fields
            && fields.ContainsKey(PatchMarker.SearchAttribute),
        _ => false,
    };

    private static bool IsClose(EventType type) => type is EventType.WorkflowExecutionCompleted or EventType.WorkflowExecutionFailed
        or EventType.WorkflowExecutionCanceled or EventType.WorkflowExecutionContinuedAsNew;

    private void EndCommands(HistoryEvent? e)
    {
        while (_pending.TryPeek(out var pending))
        {
            if (!pending.Dropped && !pending.PatchList)
            {
                // An execution that ended from outside takes no more commands.
                if (e?.EventType is EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionTimedOut)
                    return;
                throw CommandEventCheck.Missing(pending, e);
            }
            _pending.Dequeue();
        }
    }

    private void OnEvent(HistoryEvent e)
    {
        switch (e.EventType)
        {
            case EventType.WorkflowExecutionStarted:
                var started = e.WorkflowExecutionStartedEventAttributes;
                Time = e.EventTime?.ToDateTime() ?? default;
                _jobs.Add(new ActivationJob.Initialize(
                    started,
                    Time,
                    RandomSeed.Of(started.OriginalExecutionRunId.Length > 0 ? started.OriginalExecutionRunId : runId)));
                break;
            case EventType.WorkflowTaskStarted:
                OnTaskStarted(e);
                break;
            case EventType.WorkflowTaskFailed:
                var failed = e.WorkflowTaskFailedEventAttributes;
                if (failed.Cause == WorkflowTaskFailedCause.ResetWorkflow && failed.NewRunId.Length > 0)
                    _jobs.Add(new ActivationJob.UpdateRandomSeed(RandomSeed.Of(failed.NewRunId)));
                break;
            case EventType.WorkflowExecutionSignaled:
                var signaled = e.WorkflowExecutionSignaledEventAttributes;
                _jobs.Add(new ActivationJob.Signal(signaled.SignalName, List(signaled.Input), signaled.Header));
                break;
            case EventType.WorkflowExecutionCancelRequested:
                _jobs.Add(new ActivationJob.Cancel(e.WorkflowExecutionCancelRequestedEventAttributes.Cause));
                break;
            case EventType.WorkflowExecutionUpdateAdmitted:
                var admitted = e.WorkflowExecutionUpdateAdmittedEventAttributes.Request;
                AddUpdate(admitted.Meta.UpdateId, admitted.Meta.UpdateId + "/request", e.EventId, admitted, runValidator: !_replaying);
                break;
            case EventType.WorkflowExecutionTerminated or EventType.WorkflowExecutionTimedOut:
                Closed = true;
                break;
            default:
                if (EventReference.Of(e) is var id and > 0 && _followed.TryGetValue(id, out var machine))
                    machine.OnEvent(e, this);
                break;
        }
    }

    private void OnTaskStarted(HistoryEvent e)
    {
        var started = e.WorkflowTaskStartedEventAttributes;
        StartedEventId = e.EventId;
        Advance(e.EventTime?.ToDateTime() ?? default);
        _historySize = started.HistorySizeBytes;
        _continueAsNewSuggested = started.SuggestContinueAsNew;
        _targetVersionChanged = started.TargetWorkerDeploymentVersionChanged;
        if (started.SuggestContinueAsNewReasons.Count > 0)
        {
            var reasons = new List<SuggestContinueAsNewReason>(started.SuggestContinueAsNewReasons.Count);
            foreach (var reason in started.SuggestContinueAsNewReasons)
                reasons.Add((SuggestContinueAsNewReason)(int)reason);
            _continueAsNewReasons = reasons;
        }
        else
        {
            _continueAsNewReasons = [];
        }
    }

    /// <summary>Reads what the completion of the current task recorded, so that the workflow is told what it was told then.</summary>
    private void LookAhead(int at)
    {
        if (at >= _events.Count || _events[at].EventType != EventType.WorkflowTaskCompleted)
            return;
        if (_events[at].WorkflowTaskCompletedEventAttributes.DeploymentVersion is { BuildId.Length: > 0 } deployment)
            _deployment = new(deployment.DeploymentName, deployment.BuildId);
        for (at++; at < _events.Count && CommandEventCheck.IsCommandEvent(_events[at].EventType); at++)
        {
            var e = _events[at];
            if (e.EventType == EventType.MarkerRecorded)
            {
                if (e.MarkerRecordedEventAttributes.MarkerName == LocalActivityMarker.Name)
                    _localMarkers.Enqueue(LocalActivityMarker.Read(e));
                else if (e.MarkerRecordedEventAttributes.MarkerName == PatchMarker.Name
                    && PatchMarker.Read(e) is var patch && _patchesInHistory.Add(patch.PatchId))
                    _jobs.Add(new ActivationJob.NotifyPatch(patch.PatchId));
            }
            else if (e.EventType == EventType.WorkflowExecutionUpdateAccepted)
            {
                var accepted = e.WorkflowExecutionUpdateAcceptedEventAttributes;
                if (accepted.AcceptedRequest != null)
                {
                    AddUpdate(
                        accepted.ProtocolInstanceId,
                        accepted.AcceptedRequestMessageId,
                        accepted.AcceptedRequestSequencingEventId,
                        accepted.AcceptedRequest,
                        runValidator: false);
                }
            }
        }
    }

    private void TakeUpdates()
    {
        foreach (var message in _messagesIn)
        {
            if (message.Body is { } body && body.Is(Request.Descriptor))
                AddUpdate(message.ProtocolInstanceId, message.Id, message.EventId, body.Unpack<Request>(), runValidator: true);
        }
        _messagesIn.Clear();
    }

    private void AddUpdate(string protocolInstanceId, string messageId, long sequencingEventId, Request request, bool runValidator)
    {
        if (!Updates.TryAdd(protocolInstanceId, new(protocolInstanceId, messageId, sequencingEventId, request)))
            return;
        _jobs.Add(new ActivationJob.Update(
            request.Meta.UpdateId, protocolInstanceId, request.Input.Name, List(request.Input.Args), request.Input.Header, runValidator));
    }

    private static IReadOnlyList<Payload> List(Payloads? payloads) => payloads == null ? [] : payloads.Payloads_;
}
