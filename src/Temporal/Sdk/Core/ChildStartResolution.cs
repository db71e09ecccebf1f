using Temporalio.Api.Failure.V1;

namespace Temporalio.Core;

/// <summary>How the start of a child ended.</summary>
internal abstract record ChildStartResolution
{
    private ChildStartResolution()
    {
    }

    public sealed record Started(string RunId) : ChildStartResolution;

    public sealed record AlreadyExists(string WorkflowId, string WorkflowType) : ChildStartResolution;

    public sealed record Failed(Failure Failure) : ChildStartResolution;
}
