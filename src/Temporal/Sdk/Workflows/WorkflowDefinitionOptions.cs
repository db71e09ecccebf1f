using Temporalio.Common;

namespace Temporalio.Workflows;

/// <summary>What a dynamic workflow decides about itself at run time.</summary>
public class WorkflowDefinitionOptions : ICloneable
{
    /// <summary>Gets or sets the exceptions that fail the workflow instead of its task.</summary>
    public Type[]? FailureExceptionTypes { get; set; }

    /// <summary>Gets or sets how runs move between worker versions.</summary>
    public VersioningBehavior VersioningBehavior { get; set; }

    /// <summary>Returns a shallow copy.</summary>
    /// <returns>The copy.</returns>
    public object Clone() => MemberwiseClone();
}
