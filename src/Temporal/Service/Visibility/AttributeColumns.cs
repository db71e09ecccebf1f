using Temporalio.Api.Enums.V1;

namespace Temporalio.Service.Visibility;

/// <summary>The columns that custom search attributes are kept under, such as <c>Int01</c>: so many of each type per
/// namespace.</summary>
internal static class AttributeColumns
{
    private static readonly (IndexedValueType Type, int Count)[] Columns =
    [
        (IndexedValueType.Bool, 20), (IndexedValueType.Datetime, 20), (IndexedValueType.Double, 20),
        (IndexedValueType.Int, 20), (IndexedValueType.Keyword, 40), (IndexedValueType.KeywordList, 20),
        (IndexedValueType.Text, 20),
    ];

    /// <summary>All columns with their types.</summary>
    public static IEnumerable<(string Column, IndexedValueType Type)> All =>
        Columns.SelectMany(
            column => Enumerable.Range(1, column.Count).Select(number => (Name(column.Type, number), column.Type)));

    /// <summary>The type of a column.</summary>
    public static IndexedValueType TypeOf(string column) =>
        Columns.First(known => AttributeType.Name(
            known.Type) == column.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')).Type;

    /// <summary>How many columns of a type there are.</summary>
    public static int CountOf(IndexedValueType type) => All.Count(column => column.Type == type);

    /// <summary>The first column of a type that is not in use, or null.</summary>
    public static string? Free(IndexedValueType type, ICollection<string> used) =>
        All.Where(column => column.Type == type && !used.Contains(
            column.Column)).Select(column => column.Column).FirstOrDefault();

    private static string Name(IndexedValueType type, int number) => $"{AttributeType.Name(type)}{number:00}";
}
