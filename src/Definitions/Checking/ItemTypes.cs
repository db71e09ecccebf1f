using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Checking;

/// <summary>The types of what a foreach gives its block.</summary>
internal static class ItemTypes
{
    /// <summary>Returns the type of an item.</summary>
    /// <param name="item">The list or the matrix.</param>
    /// <param name="outer">The names around the step.</param>
    public static CelType Of(ItemDraft item, TypeEnvironment outer)
    {
        if (item.Items is { } items) return OfElement(items, outer);
        return item.Axes is { } axes
            ? CelType.RecordOf(axes.ToDictionary(a => a.Name, a => OfElement(a, outer), StringComparer.Ordinal))
            : CelType.Dyn;
    }

    private static CelType OfElement(ValueDraft list, TypeEnvironment outer)
    {
        if (list.Node is YamlNode.Sequence { Items: { Count: > 0 } members })
        {
            if (list.Sites.Count > 0) return CelType.Dyn;
            var type = ValueDraftTypes.OfConstant(members[0]);
            return members.All(m => ValueDraftTypes.OfConstant(m).Equals(type)) ? type : CelType.Dyn;
        }

        return ValueDraftTypes.Of(list, outer) is CelType.Named { Name: "list", Parameters: [var element] }
            ? element
            : CelType.Dyn;
    }
}
