using Temporalio.Api.Enums.V1;
using Temporalio.Api.WorkflowService.V1;
using Temporalio.Service.Visibility;

namespace Temporalio.Service.Namespaces;

/// <summary>A namespace as it stands. Immutable: a change makes a new one.</summary>
/// <param name="Description">What describe answers; it holds the custom search attributes as <c>column →
/// name</c>.</param>
internal sealed record Namespace(DescribeNamespaceResponse Description)
{
    /// <summary>Its name.</summary>
    public string Name => Description.NamespaceInfo.Name;

    /// <summary>Its id, a UUID.</summary>
    public string Id => Description.NamespaceInfo.Id;

    /// <summary>How long closed runs are kept.</summary>
    public TimeSpan Retention => Description.Config.WorkflowExecutionRetentionTtl?.ToTimeSpan() ?? TimeSpan.FromDays(1);

    /// <summary>Custom search attributes: types by name.</summary>
    public IReadOnlyDictionary<string, IndexedValueType> CustomAttributes { get; } =
        Description.Config.CustomSearchAttributeAliases.ToDictionary(
            pair => pair.Value, pair => AttributeColumns.TypeOf(pair.Key));

    /// <summary>The type of a search attribute, or null when there is none of the name.</summary>
    public IndexedValueType? TypeOf(string attribute)
    {
        if (CustomAttributes.TryGetValue(attribute, out var custom)) return custom;
        return SystemAttributes.Types.TryGetValue(attribute, out var type) ? type : null;
    }
}
