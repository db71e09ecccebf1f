using Temporalio.Core;
using Temporalio.Worker;
using Temporalio.Workflows.Running;

namespace Temporalio.Workflows.Tasks;

/// <summary>Makes instances of the workflows that a worker knows.</summary>
internal sealed class WorkflowRunFactory
{
    private readonly Dictionary<string, WorkflowDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly WorkflowDefinition? _dynamic;
    private readonly CallNames _names = new();

    /// <exception cref="ArgumentException">A workflow cannot be created, or two have the same name.</exception>
    public WorkflowRunFactory(
        WorkflowTaskHandlerOptions options, DeadlockWatch? watch, SchedulerTrials? trials = null)
    {
        Options = options;
        Watch = watch;
        Trials = trials;
        foreach (var definition in options.Workflows)
        {
            if (!definition.Instantiable)
                throw new ArgumentException($"Workflow named {definition.Name ?? "<dynamic>"} is not instantiable: "
                    + $"{definition.Type} has no usable constructor.");
            if (definition.Name == null)
                _dynamic = _dynamic == null ? definition
                    : throw new ArgumentException("Only one dynamic workflow is possible in a worker.");
            else if (!_definitions.TryAdd(definition.Name, definition))
                throw new ArgumentException($"Duplicate workflow named {definition.Name}.");
        }
    }

    public WorkflowTaskHandlerOptions Options { get; }

    /// <summary>Null when deadlocks are not looked for.</summary>
    public DeadlockWatch? Watch { get; }

    /// <summary>Null when code is not tried, or all of it is watched.</summary>
    public SchedulerTrials? Trials { get; }

    public WorkflowInstance Create(WorkflowRun run, string workflowType, WorkflowActivation first)
    {
        ActivationJob.Initialize? initialize = null;
        foreach (var job in first.Jobs)
            initialize ??= job as ActivationJob.Initialize;
        if (initialize == null)
            throw new InvalidOperationException($"The history of run {run.RunId} does not begin with its start.");
        var type = initialize.Started.WorkflowType?.Name ?? workflowType;
        var definition = _definitions.GetValueOrDefault(type) ?? _dynamic
            ?? throw new InvalidOperationException(
                $"Workflow type {type} is not registered on this worker; it knows: "
                    + $"{string.Join(", ", _definitions.Keys.Order(StringComparer.Ordinal))}.");
        return new(
            new()
            {
                Definition = definition,
                Started = initialize.Started,
                Namespace = Options.Namespace,
                TaskQueue = Options.TaskQueue,
                WorkflowId = run.WorkflowId,
                RunId = run.RunId,
                WorkflowStartTime = initialize.StartTime,
                FirstTaskTime = first.Time,
                RandomSeed = initialize.RandomSeed,
                DataConverter = Options.DataConverter,
                LoggerFactory = Options.LoggerFactory,
                Names = _names,
                Interceptors = Options.Interceptors,
                FailureExceptionTypes = Options.FailureExceptionTypes,
                StackTrace = Options.StackTrace,
                PatchActivationCallback = Options.PatchActivationCallback,
                MetricMeter = Options.MetricMeter,
                DisableEagerActivityExecution = Options.DisableEagerActivityExecution,
                DisableSchedulerGuard = Options.DisableSchedulerGuard,
                OnTaskStarting = Options.TaskStarting is { } starting
                    ? instance => starting(new WorkflowTaskStartingEventArgs(instance, definition)) : null,
                OnTaskCompleted = Options.TaskCompleted is { } completed
                    ? (instance, failure) =>
                        completed(new WorkflowTaskCompletedEventArgs(instance, definition, failure)) : null,
            },
            first);
    }
}
