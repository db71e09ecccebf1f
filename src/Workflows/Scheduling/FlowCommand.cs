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

    /// <summary>Ask a running step to stop; its end comes as an event all the same.</summary>
    public sealed record CancelStep(string Path) : FlowCommand;

    /// <summary>Tell when this much time has gone by, unless the execution has ended.</summary>
    public sealed record StartDeadline(TimeSpan After) : FlowCommand;

    /// <summary>End the execution. The last command of all.</summary>
    public sealed record Finish(FlowOutcome Outcome) : FlowCommand;
}
