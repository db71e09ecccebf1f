using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Workflows;

namespace Temporalio.Core;

/// <summary>One thing that a workflow asks for. Commands of the wire travel as they are sent.</summary>
internal abstract record WorkflowCommand
{
    private WorkflowCommand()
    {
    }

    public sealed record StartTimer(uint Seq, Command Command) : WorkflowCommand;

    public sealed record CancelTimer(uint Seq) : WorkflowCommand;

    public sealed record ScheduleActivity(uint Seq, Command Command, ActivityCancellationType CancellationType)
        : WorkflowCommand;

    public sealed record CancelActivity(uint Seq) : WorkflowCommand;

    public sealed record ScheduleLocalActivity(uint Seq, LocalActivityRequest Request) : WorkflowCommand;

    public sealed record CancelLocalActivity(uint Seq) : WorkflowCommand;

    public sealed record StartChild(uint Seq, Command Command, ChildWorkflowCancellationType CancellationType)
        : WorkflowCommand;

    public sealed record CancelChild(uint Seq, string Reason) : WorkflowCommand;

    public sealed record SignalExternal(uint Seq, Command Command) : WorkflowCommand;

    public sealed record CancelSignalExternal(uint Seq) : WorkflowCommand;

    public sealed record CancelExternal(uint Seq, Command Command) : WorkflowCommand;

    public sealed record SetPatch(string PatchId, bool Deprecated) : WorkflowCommand;

    /// <summary>Search attributes, memo: nothing comes back.</summary>
    public sealed record Note(Command Command) : WorkflowCommand;

    /// <summary>Complete, fail, cancel, continue as new.</summary>
    public sealed record Close(Command Command) : WorkflowCommand;

    public sealed record AcceptUpdate(string ProtocolInstanceId) : WorkflowCommand;

    public sealed record RejectUpdate(string ProtocolInstanceId, Failure Failure) : WorkflowCommand;

    public sealed record CompleteUpdate(string ProtocolInstanceId, Payload? Result, Failure? Failure) : WorkflowCommand;
}
