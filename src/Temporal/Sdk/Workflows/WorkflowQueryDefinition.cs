using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>A query handler.</summary>
public class WorkflowQueryDefinition
{
    private WorkflowQueryDefinition(string? name, string? description, MethodInfo method, Delegate? target)
    {
        Name = name;
        Description = description;
        Handler = new(method, target);
    }

    /// <summary>Gets the query's name; null for a dynamic handler.</summary>
    public string? Name { get; }

    /// <summary>Gets one sentence for people; null for none.</summary>
    public string? Description { get; }

    /// <summary>Gets a value indicating whether the handler takes every other query.</summary>
    public bool Dynamic => Name == null;

    internal HandlerMethod Handler { get; }

    /// <summary>Reads the definition from a method with <see cref="WorkflowQueryAttribute"/>.</summary>
    /// <param name="method">The method.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The method breaks a rule.</exception>
    public static WorkflowQueryDefinition FromMethod(MethodInfo method)
    {
        ArgumentNullException.ThrowIfNull(method);
        var attribute = method.GetCustomAttribute<WorkflowQueryAttribute>(false)
            ?? throw new ArgumentException($"{method} has no WorkflowQuery attribute.");
        if (!method.IsPublic)
            throw new ArgumentException($"WorkflowQuery method {method} must be public.");
        if (method.IsStatic)
            throw new ArgumentException($"WorkflowQuery method {method} must not be static.");
        if (attribute.Dynamic && attribute.Name != null)
            throw new ArgumentException($"WorkflowQuery method {method} cannot be dynamic and have a name.");
        Check(method, attribute.Dynamic);
        var name = attribute.Dynamic ? null : attribute.Name ?? method.Name;
        HandlerNames.RejectReserved("Query", name);
        return new(name, attribute.Description, method, null);
    }

    /// <summary>Reads the definition from a property with <see cref="WorkflowQueryAttribute"/>.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The property breaks a rule.</exception>
    public static WorkflowQueryDefinition FromProperty(PropertyInfo property)
    {
        ArgumentNullException.ThrowIfNull(property);
        var attribute = property.GetCustomAttribute<WorkflowQueryAttribute>(false)
            ?? throw new ArgumentException($"{property} has no WorkflowQuery attribute.");
        if (attribute.Dynamic)
            throw new ArgumentException($"WorkflowQuery property {property} cannot be dynamic.");
        var getter = property.GetGetMethod(nonPublic: true)
            ?? throw new ArgumentException($"WorkflowQuery property {property} must have a getter.");
        if (!getter.IsPublic)
            throw new ArgumentException($"WorkflowQuery property {property} must be public.");
        if (getter.IsStatic)
            throw new ArgumentException($"WorkflowQuery property {property} must not be static.");
        Check(getter, dynamic: false);
        var name = attribute.Name ?? property.Name;
        HandlerNames.RejectReserved("Query", name);
        return new(name, attribute.Description, getter, null);
    }

    /// <summary>Makes a definition from a delegate, for <see cref="Workflow.Queries"/>.</summary>
    /// <param name="name">The name; null for a dynamic handler.</param>
    /// <param name="del">The handler; returns the answer, no task.</param>
    /// <param name="description">One sentence for people.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">The delegate breaks a rule.</exception>
    public static WorkflowQueryDefinition CreateWithoutAttribute(string? name, Delegate del, string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        Check(del.Method, name == null);
        HandlerNames.RejectReserved("Query", name);
        return new(name, description, del.Method, del);
    }

    private static void Check(MethodInfo method, bool dynamic)
    {
        if (method.ContainsGenericParameters)
            throw new ArgumentException($"WorkflowQuery method {method} must not have type parameters.");
        if (method.ReturnType == typeof(void))
            throw new ArgumentException($"WorkflowQuery method {method} must return a value.");
        if (typeof(Task).IsAssignableFrom(method.ReturnType)
            || method.ReturnType == typeof(ValueTask)
            || (method.ReturnType.IsGenericType
                && method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            throw new ArgumentException($"WorkflowQuery method {method} must not return a task.");
        if (dynamic && !HandlerNames.HasDynamicHandlerParameters(method))
            throw new ArgumentException(
                $"WorkflowQuery method {method} is dynamic and must take (string, IRawValue[]).");
    }
}
