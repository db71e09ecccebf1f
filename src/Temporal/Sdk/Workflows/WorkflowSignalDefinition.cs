using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A signal handler.</summary>
public class WorkflowSignalDefinition
{
    private WorkflowSignalDefinition(
        string? name, string? description, MethodInfo method, Delegate? target,
            HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        Handler = new(method, target);
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>Gets the signal's name; null for a dynamic handler.</summary>
    public string? Name { get; }

    /// <summary>Gets one sentence for people; null for none.</summary>
    public string? Description { get; }

    /// <summary>Gets a value indicating whether the handler takes every other signal.</summary>
    public bool Dynamic => Name == null;

    internal HandlerMethod Handler { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    /// <summary>Reads the definition from a method with <see cref="WorkflowSignalAttribute"/>.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The method breaks a rule.</exception>
    public static WorkflowSignalDefinition FromMethod(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var attribute = method.GetCustomAttribute<WorkflowSignalAttribute>(false)
            ?? throw new ArgumentException($"{method} has no WorkflowSignal attribute.");
        if (!method.IsPublic)
            throw new ArgumentException($"WorkflowSignal method {method} must be public.");
        if (method.IsStatic)
            throw new ArgumentException($"WorkflowSignal method {method} must not be static.");
        if (attribute.Dynamic && attribute.Name != null)
            throw new ArgumentException($"WorkflowSignal method {method} cannot be dynamic and have a name.");
        Check(method, attribute.Dynamic);
        var name = attribute.Dynamic ? null : attribute.Name ?? HandlerNames.WithoutAsync(method);
        HandlerNames.RejectReserved("Signal", name);
        return new(name, attribute.Description, method, null, attribute.UnfinishedPolicy);
    }

    /// <summary>Makes a definition from a delegate, for <see cref="Workflow.Signals"/>.</summary>
    /// <param name="name">The name; null for a dynamic handler.</param>
    /// <param name="del">The handler; returns a task.</param>
    /// <param name="unfinishedPolicy">What happens when the workflow ends while the handler runs.</param>
    /// <param name="description">One sentence for people.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The delegate breaks a rule.</exception>
    public static WorkflowSignalDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        Check(del.Method, name == null);
        HandlerNames.RejectReserved("Signal", name);
        return new(name, description, del.Method, del, unfinishedPolicy);
    }

    private static void Check(MethodInfo method, bool dynamic)
    {
        if (method.ContainsGenericParameters)
            throw new ArgumentException($"WorkflowSignal method {method} must not have type parameters.");
        if (method.ReturnType != typeof(Task))
            throw new ArgumentException($"WorkflowSignal method {method} must return Task.");
        if (dynamic && !HandlerNames.HasDynamicHandlerParameters(method))
            throw new ArgumentException(
                $"WorkflowSignal method {method} is dynamic and must take (string, IRawValue[]).");
    }
}
