using System.Text.Json.Serialization;
using Temporalio.Workflows;
using ParentClosePolicy = Temporalio.Workflows.ParentClosePolicy;
using WorkflowIdReusePolicy = Temporalio.Api.Enums.V1.WorkflowIdReusePolicy;

namespace Temporalio.Tests.Scenarios.Scripts;

/// <summary>One thing that a <see cref="ScriptedWorkflow"/> does. What came of it stands in the workflow's log.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(Call), "call")]
[JsonDerivedType(typeof(CallLocal), "callLocal")]
[JsonDerivedType(typeof(Sleep), "sleep")]
[JsonDerivedType(typeof(Await), "await")]
[JsonDerivedType(typeof(All), "all")]
[JsonDerivedType(typeof(Locked), "locked")]
[JsonDerivedType(typeof(CancelOn), "cancelOn")]
[JsonDerivedType(typeof(CancelAtOnce), "cancelAtOnce")]
[JsonDerivedType(typeof(Uncancelled), "uncancelled")]
[JsonDerivedType(typeof(Child), "child")]
[JsonDerivedType(typeof(Leave), "leave")]
[JsonDerivedType(typeof(SignalChild), "signalChild")]
[JsonDerivedType(typeof(SignalOther), "signalOther")]
[JsonDerivedType(typeof(CancelOther), "cancelOther")]
[JsonDerivedType(typeof(Patch), "patch")]
[JsonDerivedType(typeof(Memo), "memo")]
[JsonDerivedType(typeof(Attribute), "attribute")]
[JsonDerivedType(typeof(Details), "details")]
[JsonDerivedType(typeof(Must), "must")]
[JsonDerivedType(typeof(Continue), "continue")]
[JsonDerivedType(typeof(Fail), "fail")]
[JsonDerivedType(typeof(FailUntilAttempt), "failUntilAttempt")]
[JsonDerivedType(typeof(BreakOnce), "breakOnce")]
public abstract record Step
{
    private Step()
    {
    }

    /// <summary>Calls an activity and logs its result.</summary>
    public sealed record Call(string Activity, string Argument = "", CallSettings? With = null) : Step;

    /// <summary>Calls a local activity and logs its result.</summary>
    public sealed record CallLocal(string Activity, string Argument = "", CallSettings? With = null) : Step;

    /// <summary>Waits.</summary>
    public sealed record Sleep(int Milliseconds, string? Summary = null) : Step;

    /// <summary>Waits until a flag is raised, and logs whether it was in time.</summary>
    public sealed record Await(string Flag, int? Milliseconds = null) : Step;

    /// <summary>Takes the steps at the same time.</summary>
    public sealed record All(IReadOnlyList<Step> Steps) : Step;

    /// <summary>Takes the steps while it holds the run's only lock.</summary>
    public sealed record Locked(IReadOnlyList<Step> Steps) : Step;

    /// <summary>Takes the step, and cancels it when the flag is raised.</summary>
    public sealed record CancelOn(string Flag, Step Step) : Step;

    /// <summary>Starts the step, and cancels it before the service can hear of it.</summary>
    public sealed record CancelAtOnce(Step Step) : Step;

    /// <summary>Takes the steps even when the workflow is cancelled.</summary>
    public sealed record Uncancelled(IReadOnlyList<Step> Steps) : Step;

    /// <summary>Runs a child and logs its result.</summary>
    public sealed record Child(string Name, IReadOnlyList<Step> Steps, ChildSettings? With = null) : Step;

    /// <summary>Starts a child and leaves it.</summary>
    public sealed record Leave(string Name, IReadOnlyList<Step> Steps, ChildSettings? With = null) : Step;

    /// <summary>Starts a child; when the flag "tell" is raised, raises a flag of it; and logs its result.</summary>
    public sealed record SignalChild(string Name, string Flag, IReadOnlyList<Step> Steps) : Step;

    /// <summary>Raises a flag of the workflow whose id is this one's with the suffix.</summary>
    public sealed record SignalOther(string Suffix, string Flag) : Step;

    /// <summary>Cancels the workflow whose id is this one's with the suffix.</summary>
    public sealed record CancelOther(string Suffix) : Step;

    /// <summary>Logs whether the patch is on.</summary>
    public sealed record Patch(string Id, bool Deprecated = false) : Step;

    /// <summary>Sets a field of the memo, or removes it.</summary>
    public sealed record Memo(string Key, string? Value) : Step;

    /// <summary>Sets the search attribute CustomKeywordField, or removes it.</summary>
    public sealed record Attribute(string? Value) : Step;

    /// <summary>Sets the workflow's current details.</summary>
    public sealed record Details(string Text) : Step;

    /// <summary>Takes the step; its failure is the workflow's.</summary>
    public sealed record Must(Step Step) : Step;

    /// <summary>Continues as a new run with these steps.</summary>
    public sealed record Continue(IReadOnlyList<Step> Steps, string? Note = null, int? RunSeconds = null) : Step;

    /// <summary>Fails the workflow.</summary>
    public sealed record Fail(string Message, string Type, bool NonRetryable = false, string? Detail = null) : Step;

    /// <summary>Fails the workflow in its attempts before this one.</summary>
    public sealed record FailUntilAttempt(int Attempt) : Step;

    /// <summary>Fails the first workflow task that comes here.</summary>
    public sealed record BreakOnce : Step;
}

/// <summary>How an activity is called. Times in seconds.</summary>
public sealed record CallSettings(
    double? StartToClose = 60,
    double? Heartbeat = null,
    double? ScheduleToClose = null,
    double? ScheduleToStart = null,
    int Attempts = 1,
    double RetrySeconds = 0.01,
    string? NonRetryableType = null,
    ActivityCancellationType Cancellation = ActivityCancellationType.TryCancel,
    string? Queue = null,
    string? Id = null,
    string? Summary = null,
    bool Eager = true,
    double? LocalRetryThreshold = null);

/// <summary>How a child is started. Times in seconds.</summary>
public sealed record ChildSettings(
    ParentClosePolicy Policy = ParentClosePolicy.Terminate,
    ChildWorkflowCancellationType Cancellation = ChildWorkflowCancellationType.WaitCancellationCompleted,
    string? Queue = null,
    double? RunTimeout = null,
    int? Attempts = null,
    string? Memo = null,
    string? Summary = null,
    WorkflowIdReusePolicy Reuse = WorkflowIdReusePolicy.AllowDuplicate);
