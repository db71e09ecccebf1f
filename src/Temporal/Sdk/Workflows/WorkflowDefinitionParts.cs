using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>What the reader of a workflow type has found.</summary>
internal sealed class WorkflowDefinitionParts(Type type)
{
    public Type Type { get; } = type;

    public string? Name { get; set; }

    public MethodInfo? RunMethod { get; set; }

    public ConstructorInfo? InitConstructor { get; set; }

    public Func<object?[], object>? Creator { get; set; }

    public Type[]? FailureExceptionTypes { get; set; }

    public VersioningBehavior? VersioningBehavior { get; set; }

    public Func<object?, WorkflowDefinitionOptions>? DynamicOptionsGetter { get; set; }

    public Dictionary<string, WorkflowSignalDefinition> Signals { get; } = new(StringComparer.Ordinal);

    public WorkflowSignalDefinition? DynamicSignal { get; set; }

    public Dictionary<string, WorkflowQueryDefinition> Queries { get; } = new(StringComparer.Ordinal);

    public WorkflowQueryDefinition? DynamicQuery { get; set; }

    public Dictionary<string, WorkflowUpdateDefinition> Updates { get; } = new(StringComparer.Ordinal);

    public WorkflowUpdateDefinition? DynamicUpdate { get; set; }
}
