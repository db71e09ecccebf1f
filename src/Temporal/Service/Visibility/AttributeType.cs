using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.Visibility;

/// <summary>Names of search attribute types as messages and payload metadata spell them.</summary>
internal static class AttributeType
{
    /// <summary>Returns the name, such as <c>KeywordList</c>.</summary>
    public static string Name(IndexedValueType type) => type switch
    {
        IndexedValueType.Text => "Text",
        IndexedValueType.Keyword => "Keyword",
        IndexedValueType.Int => "Int",
        IndexedValueType.Double => "Double",
        IndexedValueType.Bool => "Bool",
        IndexedValueType.Datetime => "Datetime",
        IndexedValueType.KeywordList => "KeywordList",
        _ => "Unspecified",
    };
}
