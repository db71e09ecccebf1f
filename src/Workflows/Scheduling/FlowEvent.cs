using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Something that happened to an execution. Every running step gets exactly one of the first three.</summary>
internal abstract record FlowEvent
{
    private FlowEvent()
    {
    }

    /// <summary>A running step succeeded.</summary>
    public sealed record StepCompleted(string Path, StepResult Result) : FlowEvent;

    /// <summary>A running step's last attempt failed.</summary>
    /// <param name="Path">The step's path.</param>
    /// <param name="Error">Why.</param>
    /// <param name="Attempts">Attempts made, at least 1.</param>
    /// <param name="WorkerLost">True when it was not the program that failed, but the worker that ran it.</param>
    public sealed record StepFailed(string Path, StepError Error, int Attempts, bool WorkerLost = false) : FlowEvent;

    /// <summary>A running step was cancelled.</summary>
    public sealed record StepCancelled(string Path) : FlowEvent;

    /// <summary>A timer's time has gone by. Of no effect when the timer was cancelled in the meantime.</summary>
    public sealed record TimerFired(string Path, int Timer) : FlowEvent;

    /// <summary>Somebody decided about a step that waits. <see cref="Flow.Refusal"/> had nothing against it.</summary>
    public sealed record Answered(StepAnswer Answer) : FlowEvent;

    /// <summary>A chunk of items has ended.</summary>
    public sealed record ChunkEnded(string Path, int Offset, ChunkResult Result) : FlowEvent;

    /// <summary>Nothing more is begun in a chunk; what runs is finished.</summary>
    public sealed record HaltRequested(StepError Reason) : FlowEvent;

    /// <summary>The execution cannot go on for a reason of its own, such as a state that is too large to carry
    /// over.</summary>
    public sealed record Overflowed(StepError Error) : FlowEvent;

    /// <summary>The execution shall continue as new: no more activities are started.</summary>
    public sealed record PauseRequested : FlowEvent;

    /// <summary>It shall not, after all.</summary>
    public sealed record PauseEnded : FlowEvent;

    /// <summary>Somebody asked for the execution to be stopped.</summary>
    public sealed record CancelRequested : FlowEvent;

    /// <summary>The execution's own time is up.</summary>
    public sealed record DeadlineReached : FlowEvent;
}
