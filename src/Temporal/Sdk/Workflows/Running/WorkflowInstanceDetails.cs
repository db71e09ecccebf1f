using Microsoft.Extensions.Logging;
using Temporalio.Api.History.V1;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Worker;
using Temporalio.Worker.Interceptors;

namespace Temporalio.Workflows.Running;

/// <summary>What an instance of a workflow is made from.</summary>
internal sealed record WorkflowInstanceDetails
{
    public required WorkflowDefinition Definition { get; init; }

    public required WorkflowExecutionStartedEventAttributes Started { get; init; }

    public required string Namespace { get; init; }

    public required string TaskQueue { get; init; }

    public required string WorkflowId { get; init; }

    public required string RunId { get; init; }

    /// <summary>When the run was started.</summary>
    public required DateTime WorkflowStartTime { get; init; }

    /// <summary>When its first task started.</summary>
    public required DateTime FirstTaskTime { get; init; }

    public required ulong RandomSeed { get; init; }

    public required DataConverter DataConverter { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    public required CallNames Names { get; init; }

    public IReadOnlyList<Func<WorkflowInboundInterceptor, WorkflowInboundInterceptor>> Interceptors { get; init; } = [];

    public IReadOnlyCollection<Type>? FailureExceptionTypes { get; init; }

    public WorkflowStackTrace StackTrace { get; init; }

    public Func<PatchActivationInput, bool>? PatchActivationCallback { get; init; }

    public MetricMeter? MetricMeter { get; init; }

    public bool DisableEagerActivityExecution { get; init; } = true;

    /// <summary>Whether nobody watches for work that leaves the scheduler.</summary>
    public bool DisableSchedulerGuard { get; init; }

    public Action<WorkflowInstance>? OnTaskStarting { get; init; }

    public Action<WorkflowInstance, Exception?>? OnTaskCompleted { get; init; }
}
