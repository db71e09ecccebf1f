using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>One thing that a <see cref="SoakWorkflow"/> does. What it is worth follows from the step alone.</summary>
public abstract record SoakStep
{
    private SoakStep()
    {
    }

    /// <summary>Calls an activity that succeeds at an attempt. Worth: 3 × number.</summary>
    public sealed record Call(int Number, int Attempt) : SoakStep;

    /// <summary>Calls an activity that fails for good with the number in its details. Worth: -number.</summary>
    public sealed record CallFails(int Number) : SoakStep;

    /// <summary>Calls a local activity that succeeds at an attempt. Worth: 5 × number.</summary>
    public sealed record CallLocal(int Number, int Attempt) : SoakStep;

    /// <summary>Calls a local activity that fails for good with the number in its details. Worth: -2 × number.</summary>
    public sealed record CallLocalFails(int Number) : SoakStep;

    /// <summary>Calls an activity and cancels it, at once or when it has started. Worth: 9.</summary>
    public sealed record CallCancelled(string Key, ActivityCancellationType Type, bool AtOnce) : SoakStep;

    /// <summary>Waits for a time. Worth: 1.</summary>
    public sealed record Sleep(int Milliseconds) : SoakStep;

    /// <summary>Starts a timer and cancels it. Worth: 2.</summary>
    public sealed record SleepCancelled : SoakStep;

    /// <summary>Waits for a signal with a number. Worth: the number.</summary>
    public sealed record Signal(string Key, int Number) : SoakStep;

    /// <summary>Waits for a condition that never holds, for a time. Worth: 3.</summary>
    public sealed record TooLate(int Milliseconds) : SoakStep;

    /// <summary>Waits for an update with a number; the update calls an activity. Worth: 7 × number.</summary>
    public sealed record Update(string Key, int Number) : SoakStep;

    /// <summary>Runs a child with a plan of its own. Worth: what the child returns.</summary>
    public sealed record Child(string Key, int Seed) : SoakStep;

    /// <summary>Runs a child that fails with the number in its details. Worth: -3 × number.</summary>
    public sealed record ChildFails(string Key, int Number) : SoakStep;

    /// <summary>Starts a child and cancels it when it has started. Worth: 4.</summary>
    public sealed record ChildCancelled(string Key, ChildWorkflowCancellationType Type) : SoakStep;

    /// <summary>Starts a child and signals it, by its handle or as any workflow. Worth: 2 × number.</summary>
    public sealed record ChildSignalled(string Key, int Number, bool AsExternal) : SoakStep;

    /// <summary>Starts a child and cancels it as any workflow. Worth: 6.</summary>
    public sealed record ExternalCancelled(string Key) : SoakStep;

    /// <summary>Signals a workflow that is not there. Worth: 8.</summary>
    public sealed record ExternalUnknown(string Key) : SoakStep;

    /// <summary>Starts a child that outlives the step; its end follows from the policy. Worth: 12.</summary>
    public sealed record Leave(string Key, ParentClosePolicy Policy) : SoakStep;

    /// <summary>Asks for a patch. Worth: 10.</summary>
    public sealed record Patch(string Id, bool Deprecated) : SoakStep;

    /// <summary>Sets a field of the memo and reads it. Worth: the number.</summary>
    public sealed record Memo(string Key, int Number) : SoakStep;

    /// <summary>Sets a search attribute and reads it. Worth: 11.</summary>
    public sealed record Attribute(int Number) : SoakStep;

    /// <summary>Calls an activity with a random number and a new Guid, and compares what returns. Worth: 14.</summary>
    public sealed record Draw : SoakStep;

    /// <summary>Sets the workflow's current details. Worth: 15.</summary>
    public sealed record Details(string Text) : SoakStep;

    /// <summary>Counts without atomicity under a mutex, in so many tasks that each wait inside. Worth: count.</summary>
    public sealed record Locked(int Count) : SoakStep;

    /// <summary>Runs tasks of which two are let in at once. Worth: 100 × count + the most that were in.</summary>
    public sealed record Limited(int Count) : SoakStep;

    /// <summary>Calls an activity in a scope that is cancelled already, detached from it. Worth: 13 × number.</summary>
    public sealed record Detached(int Number) : SoakStep;

    /// <summary>Takes the steps at once. Worth: their worths, folded in order.</summary>
    public sealed record Together(IReadOnlyList<SoakStep> Steps) : SoakStep;
}
