using System.Reflection;
using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>A workflow type: its run method and its handlers, read and checked once.</summary>
public class WorkflowDefinition
{
    private readonly Func<object?[], object>? _creator;

    internal WorkflowDefinition(WorkflowDefinitionParts parts)
    {
        Name = parts.Name;
        Type = parts.Type;
        Run = new(parts.RunMethod!);
        _creator = parts.Creator;
        FailureExceptionTypes = parts.FailureExceptionTypes;
        Signals = parts.Signals;
        DynamicSignal = parts.DynamicSignal;
        Queries = parts.Queries;
        DynamicQuery = parts.DynamicQuery;
        Updates = parts.Updates;
        DynamicUpdate = parts.DynamicUpdate;
        VersioningBehavior = parts.VersioningBehavior;
        DynamicOptionsGetter = parts.DynamicOptionsGetter;
    }

    /// <summary>Gets the workflow's name; null for a dynamic workflow.</summary>
    public string? Name { get; }

    /// <summary>Gets a value indicating whether this workflow takes every type that no other one takes.</summary>
    public bool Dynamic => Name == null;

    /// <summary>Gets the type.</summary>
    public Type Type { get; }

    /// <summary>Gets the run method.</summary>
    public MethodInfo RunMethod => Run.Method;

    /// <summary>Gets a value indicating whether the type can be created, so a worker can run it.</summary>
    public bool Instantiable => _creator != null;

    /// <summary>Gets the exceptions that fail the workflow instead of its task; null for none.</summary>
    public Type[]? FailureExceptionTypes { get; }

    /// <summary>Gets how runs move between worker versions; null when not told.</summary>
    public VersioningBehavior? VersioningBehavior { get; }

    /// <summary>Gets the options method of a dynamic workflow; null for none.</summary>
    public Func<object?, WorkflowDefinitionOptions>? DynamicOptionsGetter { get; }

    /// <summary>Gets the signal handlers by name.</summary>
    public IReadOnlyDictionary<string, WorkflowSignalDefinition> Signals { get; }

    /// <summary>Gets the dynamic signal handler; null for none.</summary>
    public WorkflowSignalDefinition? DynamicSignal { get; }

    /// <summary>Gets the query handlers by name.</summary>
    public IReadOnlyDictionary<string, WorkflowQueryDefinition> Queries { get; }

    /// <summary>Gets the dynamic query handler; null for none.</summary>
    public WorkflowQueryDefinition? DynamicQuery { get; }

    /// <summary>Gets the update handlers by name.</summary>
    public IReadOnlyDictionary<string, WorkflowUpdateDefinition> Updates { get; }

    /// <summary>Gets the dynamic update handler; null for none.</summary>
    public WorkflowUpdateDefinition? DynamicUpdate { get; }

    internal HandlerMethod Run { get; }

    /// <summary>Reads the definition of a type with <see cref="WorkflowAttribute"/>.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>The definition.</returns>
    /// <exception cref="AggregateException">Every rule that the type breaks, one exception each.</exception>
    public static WorkflowDefinition Create<T>() => Create(typeof(T));

    /// <summary>Reads the definition of a type with <see cref="WorkflowAttribute"/>.</summary>
    /// <param name="type">The type.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="AggregateException">Every rule that the type breaks, one exception each.</exception>
    public static WorkflowDefinition Create(Type type) => Create(type, null, null);

    /// <summary>Reads the definition of a type with <see cref="WorkflowAttribute"/>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="nameOverride">A name instead of the attribute's; null for none.</param>
    /// <param name="creatorOverride">What makes an instance from the arguments; null for the constructor.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The type has no attribute.</exception>
    /// <exception cref="AggregateException">Every rule that the type breaks, one exception each.</exception>
    public static WorkflowDefinition Create(Type type, string? nameOverride, Func<object?[], object>? creatorOverride)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new(WorkflowDefinitionReader.Read(type, nameOverride, creatorOverride));
    }

    /// <summary>Makes an instance.</summary>
    /// <param name="workflowArguments">The arguments of the run, used when the constructor has
    /// <see cref="WorkflowInitAttribute"/>.</param>
    /// <returns>The instance.</returns>
    /// <exception cref="InvalidOperationException">The type cannot be created.</exception>
    public object CreateWorkflowInstance(object?[] workflowArguments) =>
        _creator == null
            ? throw new InvalidOperationException($"The workflow type {Type} has no constructor that can be used.")
            : _creator(workflowArguments);

    internal static string NameFromRunMethodForCall(MethodInfo method)
    {
        if (!method.IsDefined(typeof(WorkflowRunAttribute), false))
            throw new ArgumentException($"{method.DeclaringType}.{method.Name} has no WorkflowRun attribute.");
        var type = method.ReflectedType ?? throw new ArgumentException($"{method} belongs to no type.");
        var attribute = WorkflowDefinitionReader.AttributeOf(type);
        return WorkflowDefinitionReader.NameOf(type, attribute)
            ?? throw new ArgumentException(
                $"{type} is a dynamic workflow and cannot be called by its method; start it by name.");
    }
}
