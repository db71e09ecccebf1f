using Google.Protobuf;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;

namespace Temporalio.Service.Frontend;

/// <summary>Register, describe, list, change and delete namespaces.</summary>
/// <param name="dropAll">Drops what a namespace has beside its runs: schedules, batch operations, settings.</param>
internal sealed class NamespaceCalls(FrontendContext context, Func<string, Task> dropAll)
{
    private const int DefaultPage = 100;

    public void Register(CallTable calls)
    {
        calls.Add("RegisterNamespace", static () => RegisterNamespaceRequest.Parser, RegisterAsync);
        calls.Add("DescribeNamespace", static () => DescribeNamespaceRequest.Parser, DescribeAsync);
        calls.Add("ListNamespaces", static () => ListNamespacesRequest.Parser, ListAsync);
        calls.Add("DeprecateNamespace", static () => DeprecateNamespaceRequest.Parser, DeprecateAsync);
        calls.Add("UpdateNamespace", static () => UpdateNamespaceRequest.Parser, UpdateAsync);
        calls.Add(
            CallTable.OperatorService, "DeleteNamespace", static () => DeleteNamespaceRequest.Parser, DeleteAsync);
    }

    private async Task<RegisterNamespaceResponse> RegisterAsync(RegisterNamespaceRequest request, CallContext call)
    {
        if (request.Namespace.Length == 0) throw ServiceException.Invalid("Namespace not set on request.");
        var retention = request.WorkflowExecutionRetentionPeriod?.ToTimeSpan() ?? TimeSpan.Zero;
        if (retention <= TimeSpan.Zero)
            throw ServiceException.Invalid("A valid retention period is not set on request.");
        await context.Namespaces.AddAsync(
            request.Namespace, request.Description, request.OwnerEmail, request.Data, retention,
            Guid.Parse(context.Engine.Ids.NewRequestId())).ConfigureAwait(false);
        return new RegisterNamespaceResponse();
    }

    private Task<DescribeNamespaceResponse> DescribeAsync(DescribeNamespaceRequest request, CallContext call)
    {
        var byId = request.Namespace.Length == 0 && request.Id.Length > 0
            ? context.Namespaces.FindById(request.Id) ?? context.Namespaces.Get(request.Id)
            : context.Namespaces.Get(request.Namespace);
        return Task.FromResult(byId.Description);
    }

    private Task<ListNamespacesResponse> ListAsync(ListNamespacesRequest request, CallContext call)
    {
        var after = request.NextPageToken.ToStringUtf8();
        var size = request.PageSize > 0 ? request.PageSize : DefaultPage;
        var left = context.Namespaces.All.Where(
            space => string.CompareOrdinal(space.Name, after) > 0).Take(size + 1).ToList();
        var answer = new ListNamespacesResponse();
        answer.Namespaces.Add(left.Take(size).Select(space => space.Description));
        if (left.Count > size) answer.NextPageToken = ByteString.CopyFromUtf8(left[size - 1].Name);
        return Task.FromResult(answer);
    }

    private async Task<UpdateNamespaceResponse> UpdateAsync(UpdateNamespaceRequest request, CallContext call)
    {
        context.Namespaces.Get(request.Namespace);
        await context.Namespaces.ChangeAsync(request.Namespace, description =>
        {
            if (request.UpdateInfo is { } info)
            {
                if (info.Description.Length > 0) description.NamespaceInfo.Description = info.Description;
                if (info.OwnerEmail.Length > 0) description.NamespaceInfo.OwnerEmail = info.OwnerEmail;
                foreach (var (key, value) in info.Data) description.NamespaceInfo.Data[key] = value;
            }

            if (request.Config?.WorkflowExecutionRetentionTtl is { } retention)
                description.Config.WorkflowExecutionRetentionTtl = retention;
        }).ConfigureAwait(false);
        var now = context.Namespaces.Get(request.Namespace).Description;
        return new UpdateNamespaceResponse
        {
            NamespaceInfo = now.NamespaceInfo,
            Config = now.Config,
            ReplicationConfig = now.ReplicationConfig,
            FailoverVersion = now.FailoverVersion,
            IsGlobalNamespace = now.IsGlobalNamespace,
        };
    }

    private async Task<DeprecateNamespaceResponse> DeprecateAsync(DeprecateNamespaceRequest request, CallContext call)
    {
        context.Namespaces.Get(request.Namespace);
        await context.Namespaces.ChangeAsync(
            request.Namespace,
            description => description.NamespaceInfo.State = NamespaceState.Deprecated).ConfigureAwait(false);
        return new DeprecateNamespaceResponse();
    }

    private async Task<DeleteNamespaceResponse> DeleteAsync(DeleteNamespaceRequest request, CallContext call)
    {
        var space = request.Namespace.Length == 0 && request.NamespaceId.Length > 0
            ? context.Namespaces.FindById(request.NamespaceId) ?? context.Namespaces.Get(request.NamespaceId)
            : context.Namespaces.Get(request.Namespace);
        // First what is in it: a service that dies meanwhile still has the namespace, and is asked again.
        context.Namespaces.Hide(space.Name);
        await dropAll(space.Name).ConfigureAwait(false);
        var runs = new List<Task>();
        foreach (var run in context.Runs.InMemory.Where(run => run.Key.Namespace == space.Name))
            runs.Add(context.Engine.DeleteAsync(run));
        foreach (var (_, info) in context.Engine.Lists.Of(space.Name))
        {
            // Those in memory are on their way out already.
            if (context.Runs.FindLater(space, info.Execution.WorkflowId, info.Execution.RunId) is { } run)
                runs.Add(context.Engine.DeleteAsync(run));
        }

        await Task.WhenAll(runs).ConfigureAwait(false);
        await context.Namespaces.RemoveAsync(space.Name).ConfigureAwait(false);
        return new DeleteNamespaceResponse { DeletedNamespace = space.Name };
    }
}
