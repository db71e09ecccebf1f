using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;

namespace Temporalio.Core;

/// <summary>One thing that history tells a workflow.</summary>
internal abstract record ActivationJob
{
    private ActivationJob()
    {
    }

    /// <summary>Where the job stands in an activation: patches and seeds first, then what comes from outside, then
    /// results.</summary>
    public virtual int Rank => 4;

    public sealed record Initialize(
        WorkflowExecutionStartedEventAttributes Started, DateTime StartTime, ulong RandomSeed) : ActivationJob
    {
        public override int Rank => 0;
    }

    public sealed record NotifyPatch(string PatchId) : ActivationJob
    {
        public override int Rank => 1;
    }

    public sealed record UpdateRandomSeed(ulong RandomSeed) : ActivationJob
    {
        public override int Rank => 2;
    }

    public sealed record Signal(string Name, IReadOnlyList<Payload> Args, Header? Header) : ActivationJob
    {
        public override int Rank => 3;
    }

    public sealed record Update(
        string Id, string ProtocolInstanceId, string Name, IReadOnlyList<Payload> Args, Header? Header,
            bool RunValidator) : ActivationJob
    {
        public override int Rank => 3;
    }

    public sealed record Cancel(string Reason) : ActivationJob;

    public sealed record FireTimer(uint Seq) : ActivationJob;

    public sealed record ResolveActivity(uint Seq, Resolution Result) : ActivationJob;

    public sealed record ResolveChildStart(uint Seq, ChildStartResolution Result) : ActivationJob;

    public sealed record ResolveChild(uint Seq, Resolution Result) : ActivationJob;

    public sealed record ResolveExternalSignal(uint Seq, Failure? Failure) : ActivationJob;

    public sealed record ResolveExternalCancel(uint Seq, Failure? Failure) : ActivationJob;

    public sealed record Query(string Id, string Name, IReadOnlyList<Payload> Args, Header? Header) : ActivationJob
    {
        public override int Rank => 5;
    }
}
