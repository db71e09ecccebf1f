namespace Temporalio.Workflows;

/// <summary>What an activity call does when its token is cancelled.</summary>
public enum ActivityCancellationType
{
    /// <summary>Ask for cancellation and report it to the workflow at once.</summary>
    TryCancel = 0,

    /// <summary>Ask for cancellation and wait for how the activity ends.</summary>
    WaitCancellationCompleted = 1,

    /// <summary>Do not ask; report cancellation to the workflow at once.</summary>
    Abandon = 2,
}
