using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Something that the workflow has to do, in the order given.</summary>
internal abstract record FlowCommand
{
    private FlowCommand()
    {
    }

    /// <summary>Run a job step.</summary>
    public sealed record RunJob(string Path, JobRequest Request, StepOptions Options) : FlowCommand;

    /// <summary>Add a version to the model registry.</summary>
    public sealed record RegisterModel(string Path, RegisterRequest Request, StepOptions Options) : FlowCommand;

    /// <summary>Call a web service.</summary>
    public sealed record CallHttp(string Path, HttpRequest Request, StepOptions Options) : FlowCommand;

    /// <summary>Tell when this much time has gone by, unless the timer is cancelled.</summary>
    /// <param name="Path">The step's path.</param>
    /// <param name="Timer">The timer's number, which its event repeats.</param>
    /// <param name="After">How long.</param>
    public sealed record StartTimer(string Path, int Timer, TimeSpan After) : FlowCommand;

    /// <summary>Forget a timer; it has no event then.</summary>
    public sealed record CancelTimer(string Path, int Timer) : FlowCommand;

    /// <summary>Run some items of a foreach in a child workflow.</summary>
    /// <param name="Path">The path of the foreach.</param>
    /// <param name="Offset">The number of the first item.</param>
    /// <param name="Count">How many items.</param>
    /// <param name="Run">The child's input.</param>
    public sealed record RunChunk(string Path, int Offset, int Count, PipelineRun Run) : FlowCommand;

    /// <summary>Let a chunk begin no more items, and stop those at work when it is cancelled; its end comes all the
    /// same.</summary>
    /// <param name="Path">The path of the foreach.</param>
    /// <param name="Offset">The number of its first item.</param>
    /// <param name="Cancelling">True to stop what runs.</param>
    /// <param name="Reason">What items that were not begun show.</param>
    public sealed record StopChunk(string Path, int Offset, bool Cancelling, StepError Reason) : FlowCommand;

    /// <summary>Ask a running step to stop; its end comes as an event all the same.</summary>
    public sealed record CancelStep(string Path) : FlowCommand;

    /// <summary>Tell when this much time has gone by, unless the execution has ended.</summary>
    public sealed record StartDeadline(TimeSpan After) : FlowCommand;

    /// <summary>End the execution. The last command of all.</summary>
    public sealed record Finish(FlowOutcome Outcome) : FlowCommand;
}
