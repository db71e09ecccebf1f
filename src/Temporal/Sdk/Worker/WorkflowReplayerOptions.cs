using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Converters;
using Temporalio.Worker.Interceptors;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>How histories are replayed.</summary>
public class WorkflowReplayerOptions : ICloneable
{
    /// <summary>Occurs before workflow code runs.</summary>
    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    /// <summary>Occurs after workflow code has run.</summary>
    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    /// <summary>Gets the workflows. At least one is needed.</summary>
    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    /// <summary>Gets or sets the data converter.</summary>
    public DataConverter DataConverter { get; set; } = DataConverter.Default;

    /// <summary>Gets or sets the interceptors, the first one outermost.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    /// <summary>Gets or sets the plugins, outermost first.</summary>
    public IReadOnlyCollection<ITemporalWorkerPlugin>? Plugins { get; set; }

    /// <summary>Gets or sets the namespace that workflow code sees. Default: ReplayNamespace.</summary>
    public string Namespace { get; set; } = "ReplayNamespace";

    /// <summary>Gets or sets the task queue that workflow code sees. Default: ReplayTaskQueue.</summary>
    public string TaskQueue { get; set; } = "ReplayTaskQueue";

    /// <summary>Gets or sets the build id of the code.</summary>
    public string? BuildId { get; set; }

    /// <summary>Gets or sets the identity.</summary>
    public string? Identity { get; set; }

    /// <summary>Gets or sets where log lines go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; set; } = NullLoggerFactory.Instance;

    /// <summary>Gets or sets a value indicating whether deadlocks are not looked for, so that a debugger can stop in
    /// workflow code.</summary>
    public bool DebugMode { get; set; } = System.Diagnostics.Debugger.IsAttached;

    /// <summary>Gets or sets a value indicating whether the guard against work that leaves the scheduler is
    /// off.</summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>Gets or sets the exceptions that fail a workflow instead of its task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">A type with <see cref="WorkflowAttribute"/>.</typeparam>
    /// <returns>These options.</returns>
    public WorkflowReplayerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="type">A type with <see cref="WorkflowAttribute"/>.</param>
    /// <returns>These options.</returns>
    public WorkflowReplayerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    /// <param name="definition">The workflow.</param>
    /// <returns>These options.</returns>
    public WorkflowReplayerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>Returns a copy with a list of workflows of its own.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowReplayerOptions)MemberwiseClone();
        copy.Workflows = [.. Workflows];
        return copy;
    }

    internal void OnTaskStarting(WorkflowReplayer replayer, WorkflowTaskStartingEventArgs args) =>
        WorkflowTaskStarting?.Invoke(replayer, args);

    internal void OnTaskCompleted(WorkflowReplayer replayer, WorkflowTaskCompletedEventArgs args) =>
        WorkflowTaskCompleted?.Invoke(replayer, args);
}
