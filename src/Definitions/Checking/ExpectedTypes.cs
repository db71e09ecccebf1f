using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Which types the place of an expression can use.</summary>
internal static class ExpectedTypes
{
    public static bool Accept(ExpressionSite site, CelType type) => type.IsDyn || site.Expected switch
    {
        ExpectedValue.Truth => type == CelType.Bool,
        ExpectedValue.Text => type == CelType.Text,
        ExpectedValue.Word => !IsCollection(type),
        ExpectedValue.Artifact => IsCollection(type) && site.Template?.Whole is not null,
        ExpectedValue.List => type is CelType.Named { Name: "list" },
        ExpectedValue.Map => type is CelType.Record or CelType.Named { Name: "map" },
        ExpectedValue.Whole => type == CelType.Int || type == CelType.UInt,
        ExpectedValue.Number => type == CelType.Int || type == CelType.UInt || type == CelType.Double,
        ExpectedValue.Duration => type == CelType.Text || type == CelType.Duration,
        ExpectedValue.Time => type == CelType.Text || type == CelType.Timestamp,
        _ => true,
    };

    public static string Wanted(ExpectedValue expected) => expected switch
    {
        ExpectedValue.Text => "text",
        ExpectedValue.Word => "one value",
        ExpectedValue.Artifact => "an output that holds an artifact",
        ExpectedValue.Truth => "true or false",
        ExpectedValue.List => "a list",
        ExpectedValue.Map => "a map",
        ExpectedValue.Whole => "a whole number",
        ExpectedValue.Number => "a number",
        ExpectedValue.Duration => "a length of time",
        ExpectedValue.Time => "a point in time",
        _ => "another value",
    };

    public static string Name(CelType type) => type.ToString() switch
    {
        "bool" => "true or false",
        "int" or "uint" => "a whole number",
        "double" => "a number",
        "string" => "text",
        "null_type" => "null",
        "timestamp" => "a point in time",
        "duration" => "a length of time",
        var other when other.StartsWith("list", StringComparison.Ordinal) => "a list",
        var other when other.StartsWith("map", StringComparison.Ordinal) => "a map",
        var other => other,
    };

    private static bool IsCollection(CelType type) =>
        type is CelType.Record or CelType.Named { Name: "list" or "map" };
}
