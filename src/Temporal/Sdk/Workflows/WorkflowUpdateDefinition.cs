using System.Reflection;

namespace Temporalio.Workflows;

/// <summary>An update handler.</summary>
public class WorkflowUpdateDefinition
{
    private WorkflowUpdateDefinition(
        string? name, string? description, HandlerMethod handler, HandlerMethod? validator,
            HandlerUnfinishedPolicy unfinishedPolicy)
    {
        Name = name;
        Description = description;
        Handler = handler;
        Validator = validator;
        UnfinishedPolicy = unfinishedPolicy;
    }

    /// <summary>Gets the update's name; null for a dynamic handler.</summary>
    public string? Name { get; }

    /// <summary>Gets one sentence for people; null for none.</summary>
    public string? Description { get; }

    /// <summary>Gets a value indicating whether the handler takes every other update.</summary>
    public bool Dynamic => Name == null;

    internal HandlerMethod Handler { get; }

    internal HandlerMethod? Validator { get; }

    internal HandlerUnfinishedPolicy UnfinishedPolicy { get; }

    /// <summary>Reads the definition from a method with <see cref="WorkflowUpdateAttribute"/>.</summary>
    /// <param name="method">The method.</param>
    /// <param name="validatorMethod">Its validator; null for none.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">A method breaks a rule.</exception>
    public static WorkflowUpdateDefinition FromMethod(MethodInfo method, MethodInfo? validatorMethod = null)
    {
        ArgumentNullException.ThrowIfNull(method);
        var attribute = method.GetCustomAttribute<WorkflowUpdateAttribute>(false)
            ?? throw new ArgumentException($"{method} has no WorkflowUpdate attribute.");
        if (!method.IsPublic)
            throw new ArgumentException($"WorkflowUpdate method {method} must be public.");
        if (method.IsStatic)
            throw new ArgumentException($"WorkflowUpdate method {method} must not be static.");
        if (attribute.Dynamic && attribute.Name != null)
            throw new ArgumentException($"WorkflowUpdate method {method} cannot be dynamic and have a name.");
        Check(method, validatorMethod, attribute.Dynamic);
        if (validatorMethod is { IsPublic: false })
            throw new ArgumentException($"WorkflowUpdateValidator method {validatorMethod} must be public.");
        if (validatorMethod is { IsStatic: true })
            throw new ArgumentException($"WorkflowUpdateValidator method {validatorMethod} must not be static.");
        var name = attribute.Dynamic ? null : attribute.Name ?? HandlerNames.WithoutAsync(method);
        HandlerNames.RejectReserved("Update", name);
        return new(
            name, attribute.Description, new(method), validatorMethod == null ? null
                : new(validatorMethod), attribute.UnfinishedPolicy);
    }

    /// <summary>Makes a definition from delegates, for <see cref="Workflow.Updates"/>.</summary>
    /// <param name="name">The name; null for a dynamic handler.</param>
    /// <param name="del">The handler; returns a task.</param>
    /// <param name="validatorDel">The validator; returns nothing and throws to reject.</param>
    /// <param name="unfinishedPolicy">What happens when the workflow ends while the handler runs.</param>
    /// <param name="description">One sentence for people.</param>
    /// <returns>The definition.</returns>
    /// <exception cref="ArgumentException">A delegate breaks a rule.</exception>
    public static WorkflowUpdateDefinition CreateWithoutAttribute(
        string? name,
        Delegate del,
        Delegate? validatorDel = null,
        HandlerUnfinishedPolicy unfinishedPolicy = HandlerUnfinishedPolicy.WarnAndAbandon,
        string? description = null)
    {
        ArgumentNullException.ThrowIfNull(del);
        Check(del.Method, validatorDel?.Method, name == null);
        HandlerNames.RejectReserved("Update", name);
        return new(
            name,
            description,
            new(del.Method, del),
            validatorDel == null ? null : new(validatorDel.Method, validatorDel),
            unfinishedPolicy);
    }

    private static void Check(MethodInfo method, MethodInfo? validator, bool dynamic)
    {
        if (method.ContainsGenericParameters)
            throw new ArgumentException($"WorkflowUpdate method {method} must not have type parameters.");
        if (!typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new ArgumentException($"WorkflowUpdate method {method} must return Task or Task<T>.");
        if (dynamic && !HandlerNames.HasDynamicHandlerParameters(method))
            throw new ArgumentException(
                $"WorkflowUpdate method {method} is dynamic and must take (string, IRawValue[]).");
        if (validator == null)
            return;
        if (validator.ReturnType != typeof(void))
            throw new ArgumentException($"WorkflowUpdateValidator method {validator} must return void.");
        var expected = method.GetParameters();
        var actual = validator.GetParameters();
        var same = expected.Length == actual.Length;
        for (var at = 0; same && at < expected.Length; at++)
            same = expected[at].ParameterType == actual[at].ParameterType;
        if (!same)
            throw new ArgumentException(
                $"WorkflowUpdateValidator method {validator} must take the parameters of {method}.");
    }
}
