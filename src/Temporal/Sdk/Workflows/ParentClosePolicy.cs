namespace Temporalio.Workflows;

/// <summary>What the service does with a child when its parent closes.</summary>
public enum ParentClosePolicy
{
    /// <summary>The service decides.</summary>
    None = 0,

    /// <summary>Terminate the child.</summary>
    Terminate = 1,

    /// <summary>Leave the child alone.</summary>
    Abandon = 2,

    /// <summary>Ask the child to cancel.</summary>
    RequestCancel = 3,
}
