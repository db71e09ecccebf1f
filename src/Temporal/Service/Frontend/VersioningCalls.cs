using Temporalio.Api.ErrorDetails.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Frontend;

/// <summary>Versions of workers: there are no deployments here, and the older kinds are off as by default on Temporal's
/// server.</summary>
internal sealed class VersioningCalls(FrontendContext context)
{
    private const string FirstKind =
        "Worker versioning v0.1 (Version Set-based, deprecated) is disabled on this namespace.";

    public void Register(CallTable calls)
    {
        calls.Add("GetWorkerBuildIdCompatibility", static () => GetWorkerBuildIdCompatibilityRequest.Parser, OldAsync);
        calls.Add("ListWorkerDeployments", static () => ListWorkerDeploymentsRequest.Parser, ListAsync);
        calls.Add(
            "ListArchivedWorkflowExecutions", static () => ListArchivedWorkflowExecutionsRequest.Parser, ArchiveAsync);
    }

    private Task<GetWorkerBuildIdCompatibilityResponse> OldAsync(
        GetWorkerBuildIdCompatibilityRequest request, CallContext call)
    {
        context.Namespaces.Get(request.Namespace);
        throw ServiceException.With(GrpcStatus.PermissionDenied, FirstKind, new PermissionDeniedFailure());
    }

    private Task<ListWorkerDeploymentsResponse> ListAsync(ListWorkerDeploymentsRequest request, CallContext call)
    {
        context.Namespaces.Get(request.Namespace);
        return Task.FromResult(new ListWorkerDeploymentsResponse());
    }

    private Task<ListArchivedWorkflowExecutionsResponse> ArchiveAsync(
        ListArchivedWorkflowExecutionsRequest request, CallContext call)
    {
        context.Namespaces.Get(request.Namespace);
        throw ServiceException.Invalid("Cluster is not configured for visibility archival.");
    }
}
