namespace Pipelines.Activities.Models;

/// <summary>What people decided about a model version.</summary>
public enum ModelApproval
{
    /// <summary>Nothing yet.</summary>
    Pending,

    /// <summary>It may be used.</summary>
    Approved,

    /// <summary>It must not be used.</summary>
    Rejected,
}
