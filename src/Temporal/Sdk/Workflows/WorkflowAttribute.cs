using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>Marks a type as a workflow.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface | AttributeTargets.Struct, Inherited = false)]
public sealed class WorkflowAttribute : Attribute
{
    /// <summary>Initializes the attribute with the default name.</summary>
    public WorkflowAttribute()
    {
    }

    /// <summary>Initializes the attribute with a name.</summary>
    /// <param name="name">The name that others call.</param>
    public WorkflowAttribute(string name) => Name = name;

    /// <summary>Gets the name; null for the default.</summary>
    public string? Name { get; }

    /// <summary>Gets or sets whether this workflow takes every name that no other workflow takes.</summary>
    public bool Dynamic { get; set; }

    /// <summary>Gets or sets the exceptions that fail the workflow instead of its task.</summary>
    public Type[]? FailureExceptionTypes { get; set; }

    /// <summary>Gets or sets how runs move between worker versions.</summary>
    public VersioningBehavior VersioningBehavior { get; set; }
}
