namespace Pipelines.Definitions.Tests.Expressions.Conformance;

/// <summary>Cases that do not pass, each with its reason. docs/expressions.md points here.</summary>
public static class ConformanceExceptions
{
    public static IReadOnlyDictionary<string, string> Reasons { get; } = new Dictionary<string, string>
    {
    };
}
