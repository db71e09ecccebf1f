using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Graph;

/// <summary>Makes text fit for a label.</summary>
internal static class GraphLabel
{
    /// <summary>Returns the text on one line, at most 60 characters of it.</summary>
    public static string Cut(string text) => Shown.Text(text.ReplaceLineEndings(" ").Trim());
}
