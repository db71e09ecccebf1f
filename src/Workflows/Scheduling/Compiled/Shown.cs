namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>Bounds what messages show.</summary>
internal static class Shown
{
    private const int Longest = 200;

    /// <summary>The text, or its first 200 characters and an ellipsis.</summary>
    public static string Cut(string text) =>
        text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
}
