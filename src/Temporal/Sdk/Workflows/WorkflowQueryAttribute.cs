namespace Temporalio.Workflows;

/// <summary>Marks a query handler.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property, Inherited = false)]
public sealed class WorkflowQueryAttribute : Attribute
{
    /// <summary>Initializes the attribute with the default name.</summary>
    public WorkflowQueryAttribute()
    {
    }

    /// <summary>Initializes the attribute with a name.</summary>
    /// <param name="name">The name that others call.</param>
    public WorkflowQueryAttribute(string name) => Name = name;

    /// <summary>Gets the name; null for the default.</summary>
    public string? Name { get; }

    /// <summary>Gets or sets one sentence for people, shown in the UI.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets whether this query takes every name that no other query takes.</summary>
    public bool Dynamic { get; set; }
}
