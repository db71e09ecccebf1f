using System.Linq.Expressions;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>Options of starting a workflow.</summary>
public class WorkflowOptions : ICloneable
{
    /// <summary>Initializes a new instance of the <see cref="WorkflowOptions"/> class.</summary>
    public WorkflowOptions()
    {
    }

    /// <summary>Initializes a new instance of the <see cref="WorkflowOptions"/> class.</summary>
    /// <param name="id">Id of the workflow.</param>
    /// <param name="taskQueue">Its task queue.</param>
    public WorkflowOptions(string id, string taskQueue) => (Id, TaskQueue) = (id, taskQueue);

    /// <summary>Gets or sets the id. Required.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the task queue. Required.</summary>
    public string? TaskQueue { get; set; }

    /// <summary>Gets or sets one line for people; at most 400 bytes.</summary>
    public string? StaticSummary { get; set; }

    /// <summary>Gets or sets a text for people; at most 20,000 bytes.</summary>
    public string? StaticDetails { get; set; }

    /// <summary>Gets or sets the longest time over all runs; no bound by default.</summary>
    public TimeSpan? ExecutionTimeout { get; set; }

    /// <summary>Gets or sets the longest time of one run; no bound by default.</summary>
    public TimeSpan? RunTimeout { get; set; }

    /// <summary>Gets or sets the longest time of one workflow task; 10 s by default.</summary>
    public TimeSpan? TaskTimeout { get; set; }

    /// <summary>Gets or sets whether the id of a closed workflow may be used again.</summary>
    public WorkflowIdReusePolicy IdReusePolicy { get; set; } = WorkflowIdReusePolicy.AllowDuplicate;

    /// <summary>Gets or sets what happens when a workflow of the id is running; the start fails by default.</summary>
    public WorkflowIdConflictPolicy IdConflictPolicy { get; set; } = WorkflowIdConflictPolicy.Unspecified;

    /// <summary>Gets or sets how often the workflow is tried again; not at all by default.</summary>
    public RetryPolicy? RetryPolicy { get; set; }

    /// <summary>Gets or sets a cron expression by which the workflow runs again and again.</summary>
    public string? CronSchedule { get; set; }

    /// <summary>Gets or sets values to keep with the workflow.</summary>
    public IReadOnlyDictionary<string, object>? Memo { get; set; }

    /// <summary>Gets or sets search attributes.</summary>
    public SearchAttributeCollection? TypedSearchAttributes { get; set; }

    /// <summary>Gets or sets the wait before the first workflow task.</summary>
    public TimeSpan? StartDelay { get; set; }

    /// <summary>Gets or sets a signal that is sent with the start; the workflow is started only if need be.</summary>
    public string? StartSignal { get; set; }

    /// <summary>Gets or sets the signal's arguments.</summary>
    public IReadOnlyCollection<object?>? StartSignalArgs { get; set; }

    /// <summary>Gets or sets a value indicating whether the first task may be handed out with the start's answer.</summary>
    public bool RequestEagerStart { get; set; }

    /// <summary>Gets or sets how the call is made; null for the defaults.</summary>
    public RpcOptions? Rpc { get; set; }

    /// <summary>Gets or sets the priority.</summary>
    public Priority? Priority { get; set; }

    /// <summary>Gets or sets the versioning behaviour of this run.</summary>
    public VersioningOverride? VersioningOverride { get; set; }

    /// <summary>Sends a signal with the start; the workflow is started only if need be.</summary>
    /// <typeparam name="TWorkflow">Type of the workflow.</typeparam>
    /// <param name="signalCall">A call of the signal's method, with its arguments.</param>
    public void SignalWithStart<TWorkflow>(Expression<Func<TWorkflow, Task>> signalCall)
    {
        var (method, args) = CallExpression.Extract(signalCall);
        SignalWithStart(HandlerCalls.SignalName(method), args);
    }

    /// <summary>Sends a signal with the start; the workflow is started only if need be.</summary>
    /// <param name="signal">Name of the signal.</param>
    /// <param name="args">Its arguments.</param>
    public void SignalWithStart(string signal, IReadOnlyCollection<object?> args) =>
        (StartSignal, StartSignalArgs) = (signal, args);

    /// <summary>Copies the options; call options are copied too.</summary>
    /// <returns>The copy.</returns>
    public virtual object Clone()
    {
        var copy = (WorkflowOptions)MemberwiseClone();
        copy.Rpc = (RpcOptions?)Rpc?.Clone();
        return copy;
    }
}
