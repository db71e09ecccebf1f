using Google.Protobuf;
using Temporalio.Api.History.V1;
using Temporalio.Service.History;

namespace Temporalio.Service.Tests.History;

/// <summary>A run under test with a store of its own: all events and facts that its transitions wrote.</summary>
internal sealed class LiveRun
{
    private readonly Dictionary<string, ByteString> _facts = [];

    public LiveRun(Transition first, DateTimeOffset now)
    {
        Key = first.State.Key;
        State = first.State;
        Now = now;
        Commit(first);
    }

    public RunKey Key { get; }

    public RunState State { get; private set; }

    public DateTimeOffset Now { get; set; }

    public CountedIds Ids { get; } = new();

    public List<HistoryEvent> Events { get; } = [];

    public List<Effect> Effects { get; } = [];

    public Moment At => new(Now, Ids);

    /// <summary>Takes a transition over, as the service does.</summary>
    public Transition Commit(Transition transition)
    {
        State = transition.State;
        Events.AddRange(transition.Events);
        Effects.AddRange(transition.Effects);
        foreach (var fact in transition.Facts)
        {
            if (fact.Encode() is { } data)
            {
                _facts[fact.Key] = data;
            }
            else
            {
                _facts.Remove(fact.Key);
            }
        }

        return transition;
    }

    /// <summary>The run as it would come back after a crash now.</summary>
    public RunState Restored() =>
        RunRestore.Restore(Key, Events, _facts.Select(fact => new StoredFact(fact.Key, fact.Value)));

    /// <summary>Fails unless a crash now loses nothing but what it may lose.</summary>
    public void AssertRestores() =>
        Assert.Equal(StateText.Of(StateText.Durable(State)), StateText.Of(StateText.Durable(Restored())));
}
