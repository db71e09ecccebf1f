using Temporalio.Api.History.V1;

namespace Temporalio.Service.History;

/// <summary>What one decision makes of a run: the state after it, what to write, and what to do.</summary>
/// <param name="State">The run's state after the decision.</param>
/// <param name="Events">New events in order, to be appended as one batch; may be empty.</param>
/// <param name="Effects">What follows outside of the run.</param>
/// <param name="Facts">Side facts to write in the same transaction as the events.</param>
internal sealed record Transition(
    RunState State,
    IReadOnlyList<HistoryEvent> Events,
    IReadOnlyList<Effect> Effects,
    IReadOnlyList<Fact> Facts)
{
    /// <summary>
    /// When set: commit the transition, then answer the request with this refusal (a bad command, say).
    /// </summary>
    public ServiceException? Refusal { get; init; }

    /// <summary>True when something is to be written.</summary>
    public bool Writes => Events.Count > 0 || Facts.Count > 0;

    /// <summary>Returns the transition that changes nothing.</summary>
    public static Transition None(RunState state) => new(state, [], [], []);
}
