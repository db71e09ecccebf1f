using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>
/// The scratch paper of one decision: the state as it grows, and what was written. Used once, by one decision.
/// </summary>
internal sealed class Draft
{
    private readonly RunState? _before;
    private readonly List<HistoryEvent> _events = new(4);
    private readonly List<Effect> _effects = new(2);
    private readonly List<Fact> _facts = new(2);
    private readonly Timestamp _now;

    /// <summary>Starts from a run's state.</summary>
    public Draft(RunState state, in Moment at)
    {
        _before = state;
        State = state;
        At = at;
        _now = at.Now.Wire();
    }

    private Draft(RunKey key, HistoryEvent started, in Moment at)
    {
        At = at;
        _now = at.Now.Wire();
        State = RunFold.Begin(key, Stamp(started, 1));
        _events.Add(started);
    }

    /// <summary>The state so far.</summary>
    public RunState State { get; set; }

    /// <summary>The time and the ids of the decision.</summary>
    public Moment At { get; }

    /// <summary>The time of the decision as events hold it.</summary>
    public Timestamp Now => _now;

    /// <summary>True when an event was appended.</summary>
    public bool HasEvents => _events.Count > 0;

    /// <summary>Starts a run with its first event.</summary>
    public static Draft Begin(RunKey key, StartInput input, in Moment at) => new(
        key,
        new HistoryEvent
        {
            EventType = EventType.WorkflowExecutionStarted,
            WorkflowExecutionStartedEventAttributes = input.Attributes,
            UserMetadata = input.UserMetadata,
            Links = { input.Links },
        },
        at);

    /// <summary>Continues a copied history, whose events go into this transition too.</summary>
    public static Draft Copy(RunKey key, IReadOnlyList<HistoryEvent> events, in Moment at)
    {
        var draft = new Draft(key, events[0], at);
        for (var index = 1; index < events.Count; index++)
        {
            draft.Write(events[index]);
        }

        return draft;
    }

    /// <summary>Appends an event and returns it with its id.</summary>
    public HistoryEvent Write(HistoryEvent next)
    {
        Stamp(next, State.NextEventId);
        State = RunFold.Apply(State, next);
        _events.Add(next);
        return next;
    }

    /// <summary>Appends an event that comes from outside, or buffers it while a worker has the workflow task.</summary>
    public void Occur(HistoryEvent next)
    {
        TaskScheduling.MakeNormal(this);
        if (State.Task is not { IsStarted: true })
        {
            Write(next);
            return;
        }

        next.EventTime ??= _now;
        next.TaskId = At.Ids.NextTaskId();
        State = RunFold.Change(State, next) with { Buffered = State.Buffered.Add(next) };
        _facts.Add(new Fact(FactKey.Buffered(next.TaskId), new FactBody.Buffered(next)));
    }

    /// <summary>Drops a buffered event.</summary>
    public void Unbuffer(HistoryEvent buffered)
    {
        State = State with { Buffered = State.Buffered.Remove(buffered) };
        _facts.Add(new Fact(FactKey.Buffered(buffered.TaskId), null));
    }

    /// <summary>
    /// Gives all buffered events their place in history. Endings of activities and children come last.
    /// </summary>
    /// <returns>True when there were any.</returns>
    public bool Flush()
    {
        if (State.Buffered.IsEmpty)
        {
            return false;
        }

        var waiting = State.Buffered;
        State = State with { Buffered = [] };
        var started = new Dictionary<long, long>();
        foreach (var buffered in waiting)
        {
            if (!BufferedEvents.IsEnding(buffered))
            {
                var written = Place(buffered);
                BufferedEvents.Remember(started, written);
            }
        }

        foreach (var buffered in waiting)
        {
            if (BufferedEvents.IsEnding(buffered))
            {
                Place(buffered, started);
            }
        }

        return true;
    }

    /// <summary>Adds an effect.</summary>
    public void Effect(Effect effect) => _effects.Add(effect);

    /// <summary>Takes back the offers of workflow tasks: the task went to a worker at once.</summary>
    public void WithdrawTaskOffers() => _effects.RemoveAll(static effect => effect is Effect.OfferWorkflowTask);

    /// <summary>Adds a fact.</summary>
    public void Fact(string key, FactBody? body) => _facts.Add(new Fact(key, body));

    /// <summary>Puts another form of an activity into the state and notes it as a fact.</summary>
    public void SetActivity(ActivityState activity)
    {
        State = State.WithActivity(activity);
        _facts.Add(new Fact(FactKey.Activity(activity.ScheduledEventId), new FactBody.Activity(activity)));
    }

    /// <summary>Returns what the decision made.</summary>
    public Transition Finish()
    {
        TaskScheduling.StartAfresh(this);
        HistoryLimit.Enforce(this);
        NoteTaskFact();
        if (_before is { IsRunning: true } or null && !State.IsRunning)
        {
            Closing.AddEffects(this);
        }
        else if (_before is null
                 || !ReferenceEquals(_before.Memo, State.Memo)
                 || !ReferenceEquals(_before.SearchAttributes, State.SearchAttributes))
        {
            _effects.Add(new Effect.VisibilityChanged());
        }

        return new Transition(State, _events, _effects, _facts);
    }

    private void NoteTaskFact()
    {
        var old = TaskScheduling.FactOf(_before);
        var now = TaskScheduling.FactOf(State);
        if (old != now)
        {
            _facts.Add(new Fact(FactKey.Task, now));
        }
    }

    private HistoryEvent Stamp(HistoryEvent next, long id)
    {
        next.EventId = id;
        next.EventTime ??= _now;
        next.TaskId = At.Ids.NextTaskId();
        return next;
    }

    private HistoryEvent Place(HistoryEvent buffered, Dictionary<long, long>? started = null)
    {
        // A copy: the buffered one may still be on its way to the store.
        var placed = buffered.Clone();
        if (started is not null)
        {
            BufferedEvents.PointToStarted(placed, started);
        }

        _facts.Add(new Fact(FactKey.Buffered(buffered.TaskId), null));
        return Write(placed);
    }
}
