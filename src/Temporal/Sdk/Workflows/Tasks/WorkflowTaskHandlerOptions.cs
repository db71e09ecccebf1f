using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows.Tasks;

/// <summary>What a worker gives its workflow side.</summary>
internal sealed record WorkflowTaskHandlerOptions
{
    public required string Namespace { get; init; }

    /// <summary>The normal task queue.</summary>
    public required string TaskQueue { get; init; }

    public required string Identity { get; init; }

    public required IReadOnlyCollection<WorkflowDefinition> Workflows { get; init; }

    /// <summary>This worker's own queue for cached runs; null for none.</summary>
    public string? StickyQueue { get; init; }

    public TimeSpan StickyScheduleToStartTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many runs stay in memory; 0 for none.</summary>
    public int MaxCachedWorkflows { get; init; } = 10_000;

    public DataConverter DataConverter { get; init; } = DataConverter.Default;

    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Wraps the inbound chain, the first one outermost.</summary>
    public IReadOnlyList<Func<WorkflowInboundInterceptor, WorkflowInboundInterceptor>> Interceptors { get; init; } = [];

    public IReadOnlyCollection<Type>? FailureExceptionTypes { get; init; }

    public WorkflowStackTrace StackTrace { get; init; }

    /// <summary>No deadlock detection, so that a debugger can stop in workflow code.</summary>
    public bool DebugMode { get; init; }

    /// <summary>Whether nobody watches for work that leaves the scheduler: in debug mode all code is watched, else the
    /// first activations of each type.</summary>
    public bool DisableSchedulerGuard { get; init; }

    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; init; }

    public MetricMeter? MetricMeter { get; init; }

    /// <summary>Whether activities may not be handed to this worker with the answer to a completion.</summary>
    public bool DisableEagerActivityExecution { get; init; } = true;

    public Action<WorkflowTaskStartingEventArgs>? TaskStarting { get; init; }

    public Action<WorkflowTaskCompletedEventArgs>? TaskCompleted { get; init; }

    /// <summary>Runs local activities; null when the worker has none.</summary>
    public RunLocalActivity? RunLocalActivity { get; init; }

    /// <summary>Throws for a local activity that the worker does not know: the task fails then, until a worker does.
    /// Null for no check.</summary>
    public Action<string>? CheckLocalActivity { get; init; }

    /// <summary>The deployment options of every answer; null for none.</summary>
    public Api.Deployment.V1.WorkerDeploymentOptions? Deployment { get; init; }

    public VersioningBehavior DefaultVersioningBehavior { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
