using Google.Protobuf;
using Temporalio.Api.Common.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.History;

/// <summary>The forced end of a run.</summary>
/// <param name="Reason">Why, for people.</param>
/// <param name="Details">More of it; may be null.</param>
/// <param name="Identity">Who did it.</param>
internal sealed record TerminateInput(string Reason, Payloads? Details, string Identity)
{
    /// <summary>Returns a client's request. Its event always has details, maybe empty ones.</summary>
    public static TerminateInput From(TerminateWorkflowExecutionRequest request) =>
        new(request.Reason, request.Details, request.Identity);

    /// <summary>Returns what a closing parent does to a child.</summary>
    public static TerminateInput ByParent() => new("by parent close policy", null, Limits.ServiceIdentity);

    /// <summary>Returns what a new run with the same workflow id does to the running one.</summary>
    public static TerminateInput ByNewRun(string newRunId)
    {
        var payload = new Payload { Data = ByteString.CopyFromUtf8($"\"terminated by new runID: {newRunId}\"") };
        payload.Metadata.Add("encoding", ByteString.CopyFromUtf8("json/plain"));
        return new TerminateInput(
            "TerminateIfRunning WorkflowIdReusePolicy",
            new Payloads { Payloads_ = { payload } },
            Limits.ServiceIdentity);
    }
}
