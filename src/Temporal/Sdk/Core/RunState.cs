using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Protocol.V1;
using Temporalio.Api.Update.V1;
using Temporalio.Common;
using SuggestContinueAsNewReason = Temporalio.Workflows.SuggestContinueAsNewReason;

namespace Temporalio.Core;

/// <summary>One run between history and workflow code: takes events, gives activations, takes the code's commands and
/// matches
/// them with the events that follow. Pure: no clock, no threads, no I/O.</summary>
internal sealed partial class RunState(string runId)
{
    private readonly List<HistoryEvent> _events = [];
    private readonly List<Message> _messagesIn = [];
    private readonly List<ActivationJob> _jobs = [];
    private readonly Queue<PendingCommand> _pending = new();
    private readonly Queue<HistoryEvent> _amongCommands = new();
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
    /// <exception cref="InvalidOperationException">An event is missing between the last one and the first new
    /// one.</exception>
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
                throw new InvalidOperationException(
                    $"History of run {runId} jumps from event {LastEventId} to {historyEvent.EventId}.");
            LastEventId = historyEvent.EventId;
            _events.Add(historyEvent);
        }
        if (messages != null)
            _messagesIn.AddRange(messages);
    }

    /// <summary>Takes back the last task, which the service has dropped: one that carried only rejected updates leaves
    /// no events,
    /// and its numbers are used again. False when the task did more than that.</summary>
    public bool TryForgetLastTask()
    {
        if (_at < _events.Count || LastEventId != StartedEventId || !_scheduledRightBefore || _pending.Count > 0
            || _jobs.Count > 0)
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

    /// <summary>Returns the commands to send with the completion of the current task. They stay until their events are
    /// seen.</summary>
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
}
