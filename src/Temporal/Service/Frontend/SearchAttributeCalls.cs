using Temporalio.Api.OperatorService.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Visibility;

namespace Temporalio.Service.Frontend;

/// <summary>Add, remove and list the custom search attributes of a namespace.</summary>
internal sealed class SearchAttributeCalls(FrontendContext context)
{
    public void Register(CallTable calls)
    {
        calls.Add("GetSearchAttributes", static () => GetSearchAttributesRequest.Parser, static (
            _, _) => Task.FromResult(Columns()));
        const string service = CallTable.OperatorService;
        calls.Add(service, "AddSearchAttributes", static () => AddSearchAttributesRequest.Parser, AddAsync);
        calls.Add(service, "RemoveSearchAttributes", static () => RemoveSearchAttributesRequest.Parser, RemoveAsync);
        calls.Add(service, "ListSearchAttributes", static () => ListSearchAttributesRequest.Parser, ListAsync);
    }

    private static GetSearchAttributesResponse Columns()
    {
        var answer = new GetSearchAttributesResponse();
        foreach (var (name, type) in SystemAttributes.Types) answer.Keys.Add(name, type);
        foreach (var (column, type) in AttributeColumns.All) answer.Keys.Add(column, type);
        return answer;
    }

    private async Task<AddSearchAttributesResponse> AddAsync(AddSearchAttributesRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        if (request.SearchAttributes.Count == 0) throw ServiceException.Invalid(
            "SearchAttributes are not set on request.");
        foreach (var (name, type) in request.SearchAttributes)
        {
            if (SystemAttributes.Types.ContainsKey(name))
                throw ServiceException.Invalid($"Search attribute {name} is reserved by system.");
            if (space.CustomAttributes.TryGetValue(name, out var known) && known != type)
            {
                throw new ServiceException(
                    GrpcStatus.AlreadyExists,
                        $"Search attribute {name} already exists with type {AttributeType.Name(known)}.");
            }
        }

        await context.Namespaces.ChangeAsync(request.Namespace, description =>
        {
            var aliases = description.Config.CustomSearchAttributeAliases;
            foreach (var (name, type) in request.SearchAttributes)
            {
                if (aliases.Values.Contains(name)) continue;
                var column = AttributeColumns.Free(type, aliases.Keys) ?? throw ServiceException.Invalid(
                    $"Unable to create search attributes: cannot have more than {AttributeColumns.CountOf(type)} search attribute of type {AttributeType.Name(type)}.");
                aliases.Add(column, name);
            }
        }).ConfigureAwait(false);
        return new AddSearchAttributesResponse();
    }

    private async Task<RemoveSearchAttributesResponse> RemoveAsync(
        RemoveSearchAttributesRequest request, CallContext call)
    {
        context.Namespaces.Get(request.Namespace);
        if (request.SearchAttributes.FirstOrDefault(SystemAttributes.Types.ContainsKey) is { } ofSystem)
            throw ServiceException.Invalid($"Unable to remove non-custom search attributes: {ofSystem}.");
        await context.Namespaces.ChangeAsync(request.Namespace, description =>
        {
            var aliases = description.Config.CustomSearchAttributeAliases;
            foreach (var column in aliases.Where(
                pair => request.SearchAttributes.Contains(pair.Value)).Select(pair => pair.Key).ToList())
                aliases.Remove(column);
        }).ConfigureAwait(false);
        return new RemoveSearchAttributesResponse();
    }

    private Task<ListSearchAttributesResponse> ListAsync(ListSearchAttributesRequest request, CallContext call)
    {
        var space = context.Namespaces.Get(request.Namespace);
        var answer = new ListSearchAttributesResponse();
        foreach (var (name, type) in space.CustomAttributes) answer.CustomAttributes.Add(name, type);
        foreach (var (name, type) in SystemAttributes.Types) answer.SystemAttributes.Add(name, type);
        return Task.FromResult(answer);
    }
}
