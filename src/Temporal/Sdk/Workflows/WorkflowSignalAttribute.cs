namespace Temporalio.Workflows;

/// <summary>Marks a signal handler.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkflowSignalAttribute : Attribute
{
    /// <summary>Initializes the attribute with the default name.</summary>
    public WorkflowSignalAttribute()
    {
    }

    /// <summary>Initializes the attribute with a name.</summary>
    /// <param name="name">The name that others call.</param>
    public WorkflowSignalAttribute(string name) => Name = name;

    /// <summary>Gets the name; null for the default.</summary>
    public string? Name { get; }

    /// <summary>Gets or sets one sentence for people, shown in the UI.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets whether this signal takes every name that no other signal takes.</summary>
    public bool Dynamic { get; set; }

    /// <summary>Gets or sets what happens when the workflow ends while the handler runs. Default: warn.</summary>
    public HandlerUnfinishedPolicy UnfinishedPolicy { get; set; }
}
