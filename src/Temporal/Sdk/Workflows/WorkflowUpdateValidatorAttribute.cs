namespace Temporalio.Workflows;

/// <summary>Marks the validator of an update: it takes the update's parameters, returns nothing and throws to
/// reject.</summary>
/// <param name="updateMethod">The name of the update's method, as in <c>nameof</c>.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowUpdateValidatorAttribute(string updateMethod) : Attribute
{
    /// <summary>Gets the name of the update's method.</summary>
    public string UpdateMethod { get; } = updateMethod;
}
