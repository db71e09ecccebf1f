namespace Pipelines.Activities.Models;

/// <summary>The words for approvals in definitions, on the command line and in the registry.</summary>
public static class ModelApprovals
{
    /// <summary>Returns <c>pending</c>, <c>approved</c> or <c>rejected</c>.</summary>
    public static string Word(ModelApproval approval) => approval switch
    {
        ModelApproval.Approved => "approved",
        ModelApproval.Rejected => "rejected",
        _ => "pending",
    };

    /// <summary>Returns the approval of a word.</summary>
    /// <exception cref="ModelRegistryException">The word is another.</exception>
    public static ModelApproval Parse(string? word) => word switch
    {
        "pending" => ModelApproval.Pending,
        "approved" => ModelApproval.Approved,
        "rejected" => ModelApproval.Rejected,
        _ => throw new ModelRegistryException($"'{word}' is no approval; it is pending, approved or rejected"),
    };
}
