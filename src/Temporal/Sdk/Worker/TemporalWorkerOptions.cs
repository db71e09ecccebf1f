using Microsoft.Extensions.Logging;
using Temporalio.Activities;
using Temporalio.Worker.Interceptors;
using Temporalio.Worker.Tuning;
using Temporalio.Workflows;

namespace Temporalio.Worker;

/// <summary>Options of a worker. Task queue and at least one workflow or activity are required.</summary>
public class TemporalWorkerOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerOptions"/> class.</summary>
    public TemporalWorkerOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="TemporalWorkerOptions"/> class.</summary>
    /// <param name="taskQueue">The task queue.</param>
    public TemporalWorkerOptions(string taskQueue) => TaskQueue = taskQueue;

    /// <summary>Raised before a workflow's code runs for a task.</summary>
    public event EventHandler<WorkflowTaskStartingEventArgs>? WorkflowTaskStarting;

    /// <summary>Raised after a workflow's code ran for a task.</summary>
    public event EventHandler<WorkflowTaskCompletedEventArgs>? WorkflowTaskCompleted;

    /// <summary>Gets or sets the task queue.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Gets the activities.</summary>
    public IList<ActivityDefinition> Activities { get; private set; } = [];

    /// <summary>Gets the workflows.</summary>
    public IList<WorkflowDefinition> Workflows { get; private set; } = [];

    /// <summary>Gets or sets what starts the activities' code; the default factory by default.</summary>
    public TaskFactory ActivityTaskFactory { get; set; } = Task.Factory;

    /// <summary>Gets or sets the interceptors, outermost first; those of the client go before them.</summary>
    public IReadOnlyCollection<IWorkerInterceptor>? Interceptors { get; set; }

    /// <summary>Gets or sets the plugins, outermost first; those of the client go before them.</summary>
    public IReadOnlyCollection<ITemporalWorkerPlugin>? Plugins { get; set; }

    /// <summary>Gets or sets the version that the worker is of.</summary>
    public WorkerDeploymentOptions? DeploymentOptions { get; set; }

    /// <summary>Gets or sets the name by which the service records this worker; the client's by default.</summary>
    public string? Identity { get; set; }

    /// <summary>Gets or sets the most activities at once; 100 when unset.</summary>
    public int? MaxConcurrentActivities { get; set; }

    /// <summary>Gets or sets the most workflow tasks at once; 100 when unset.</summary>
    public int? MaxConcurrentWorkflowTasks { get; set; }

    /// <summary>Gets or sets the most local activities at once; 100 when unset.</summary>
    public int? MaxConcurrentLocalActivities { get; set; }

    /// <summary>Gets or sets the longest time between two heartbeats that are sent. 60 s by default.</summary>
    public TimeSpan MaxHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// Gets or sets the time between two heartbeats that are sent for activities without heartbeat timeout. 30 s by
    /// default.
    /// </summary>
    public TimeSpan DefaultHeartbeatThrottleInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets or sets the most activities that this worker starts per second; unset and 0 set no bound. Unset by default.
    /// </summary>
    public double? MaxActivitiesPerSecond { get; set; }

    /// <summary>
    /// Gets or sets the most activities that all workers of the queue start per second; none goes around the queue then.
    /// Unset and 0 set no bound. Unset by default.
    /// </summary>
    public double? MaxTaskQueueActivitiesPerSecond { get; set; }

    /// <summary>
    /// Gets or sets how long activities may run on after the worker begins to stop, before they are cancelled. Zero by
    /// default.
    /// </summary>
    public TimeSpan GracefulShutdownTimeout { get; set; } = TimeSpan.Zero;

    /// <summary>Gets or sets the most runs kept in memory; 0 for none, so that each task replays. 10,000 by default.</summary>
    public int MaxCachedWorkflows { get; set; } = 10_000;

    /// <summary>Gets or sets a value indicating whether activities of the task queue are left to other workers.</summary>
    public bool LocalActivityWorkerOnly { get; set; }

    /// <summary>Gets or sets how long a task waits for the worker that has its run in memory. 10 s by default.</summary>
    public TimeSpan StickyQueueScheduleToStartTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets the polls for workflow tasks that are open at once. 5 by default.</summary>
    public int MaxConcurrentWorkflowTaskPolls { get; set; } = 5;

    /// <summary>Gets or sets the part of them that is for runs that are not in memory. 0.2 by default.</summary>
    public float NonStickyToStickyPollRatio { get; set; } = 0.2F;

    /// <summary>Gets or sets the polls for activities that are open at once. 5 by default.</summary>
    public int MaxConcurrentActivityTaskPolls { get; set; } = 5;

    /// <summary>Gets or sets how many polls for workflow tasks are open at once, in place of the number.</summary>
    public PollerBehavior? WorkflowTaskPollerBehavior { get; set; }

    /// <summary>Gets or sets how many polls for activities are open at once, in place of the number.</summary>
    public PollerBehavior? ActivityTaskPollerBehavior { get; set; }

    /// <summary>Gets or sets the exception types that fail a workflow, not only its task.</summary>
    public IReadOnlyCollection<Type>? WorkflowFailureExceptionTypes { get; set; }

    /// <summary>Gets or sets what decides whether a new patch is taken; every one is by default.</summary>
    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; set; }

    /// <summary>Gets or sets a value indicating whether workflow code may run long, as under a debugger.</summary>
    public bool DebugMode { get; set; } = System.Diagnostics.Debugger.IsAttached;

    /// <summary>
    /// Gets or sets a value indicating whether work that leaves the workflow's scheduler, as a timer of .NET, goes
    /// unseen until it comes back. By default the first 200 activations of each type of workflow are watched, all of them in
    /// debug mode, and such work fails the workflow task at once.
    /// </summary>
    public bool DisableWorkflowTracingEventListener { get; set; }

    /// <summary>Gets or sets what makes loggers; the client's by default.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets how stack traces of workflows are made; none by default.</summary>
    public WorkflowStackTrace WorkflowStackTrace { get; set; } = WorkflowStackTrace.None;

    /// <summary>Gets or sets what decides how many tasks run at once, in place of the numbers.</summary>
    public WorkerTuner? Tuner { get; set; }

    /// <summary>Gets or sets a value indicating whether activities always go through the task queue.</summary>
    public bool DisableEagerActivityExecution { get; set; }

    /// <summary>
    /// Gets or sets a value indicating whether values that the namespace refuses are sent nevertheless. By default the
    /// activity, or the workflow's task, fails in the worker.
    /// </summary>
    public bool DisablePayloadErrorLimit { get; set; }

    /// <summary>Gets or sets the most activities that go around the task queue per workflow task. 3 by default.</summary>
    public int MaxEagerActivityReservationsPerWorkflowTask { get; set; } = 3;

    /// <summary>Gets or sets the clock of heartbeats, limits and shutdown.</summary>
    internal TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Adds the activity of a delegate whose method has the attribute.</summary>
    /// <param name="del">The delegate.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddActivity(Delegate del) => AddActivity(ActivityDefinition.Create(del));

    /// <summary>Adds an activity.</summary>
    /// <param name="definition">Its definition.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddActivity(ActivityDefinition definition)
    {
        Activities.Add(definition);
        return this;
    }

    /// <summary>Adds all methods of a type that have the activity attribute.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="instance">Instance for the methods that are not static.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddAllActivities<T>(T? instance) => AddAllActivities(typeof(T), instance);

    /// <summary>Adds all methods of a type that have the activity attribute.</summary>
    /// <param name="type">The type.</param>
    /// <param name="instance">Instance for the methods that are not static.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddAllActivities(Type type, object? instance)
    {
        foreach (var definition in ActivityDefinition.CreateAll(type, instance))
        {
            AddActivity(definition);
        }

        return this;
    }

    /// <summary>Adds a workflow.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddWorkflow<T>() => AddWorkflow(typeof(T));

    /// <summary>Adds a workflow.</summary>
    /// <param name="type">Its type.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddWorkflow(Type type) => AddWorkflow(WorkflowDefinition.Create(type));

    /// <summary>Adds a workflow.</summary>
    /// <param name="definition">Its definition.</param>
    /// <returns>These options.</returns>
    public TemporalWorkerOptions AddWorkflow(WorkflowDefinition definition)
    {
        Workflows.Add(definition);
        return this;
    }

    /// <summary>Copies the options; the lists are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (TemporalWorkerOptions)MemberwiseClone();
        copy.Activities = [.. Activities];
        copy.Workflows = [.. Workflows];
        copy.DeploymentOptions = (WorkerDeploymentOptions?)DeploymentOptions?.Clone();
        return copy;
    }

    internal void OnWorkflowTaskStarting(object sender, WorkflowTaskStartingEventArgs args) =>
        WorkflowTaskStarting?.Invoke(sender, args);

    internal void OnWorkflowTaskCompleted(object sender, WorkflowTaskCompletedEventArgs args) =>
        WorkflowTaskCompleted?.Invoke(sender, args);
}
