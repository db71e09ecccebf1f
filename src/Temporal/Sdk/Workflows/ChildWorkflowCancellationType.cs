namespace Temporalio.Workflows;

/// <summary>What a child call does when its token is cancelled.</summary>
public enum ChildWorkflowCancellationType
{
    /// <summary>Do not ask the child; report cancellation at once.</summary>
    Abandon = 0,

    /// <summary>Ask the child to cancel and report cancellation at once.</summary>
    TryCancel = 1,

    /// <summary>Ask the child to cancel and wait for how it ends.</summary>
    WaitCancellationCompleted = 2,

    /// <summary>Ask the child to cancel and wait until the request was delivered.</summary>
    WaitCancellationRequested = 3,
}
