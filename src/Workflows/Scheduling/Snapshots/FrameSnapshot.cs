namespace Pipelines.Workflows.Scheduling.Snapshots;

/// <summary>What of a frame cannot be derived.</summary>
internal sealed record FrameSnapshot
{
    /// <summary>The frame's id.</summary>
    public int Id { get; init; }

    /// <summary>The step whose block it is; null for the body and the finally block.</summary>
    public StepKey? Owner { get; init; }

    /// <summary>The frame where names are looked up; null for none.</summary>
    public int? Scope { get; init; }

    /// <summary>The round, item, branch or stage that it is.</summary>
    public int Index { get; init; }

    /// <summary>The attempt of its owner that opened it.</summary>
    public int Attempt { get; init; }

    /// <summary>Set once no more steps are started.</summary>
    public Halt? Halt { get; init; }

    /// <summary>The first failure that its own steps did not contain.</summary>
    public FlowFailure? Failure { get; init; }

    /// <summary>True when a step of it was stopped.</summary>
    public bool Stopped { get; init; }

    /// <summary>True when it has ended, or belongs to the execution around a chunk.</summary>
    public bool Closed { get; init; }

    /// <summary>Steps that something happened to.</summary>
    public List<SlotSnapshot> Slots { get; init; } = [];
}
