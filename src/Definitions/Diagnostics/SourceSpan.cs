namespace Pipelines.Definitions.Diagnostics;

/// <summary>A stretch of one line of a text.</summary>
/// <param name="File">Name of the text.</param>
/// <param name="Line">Line, from 1; 0 when <paramref name="File"/> is no text with lines, such as a command line's
/// argument.</param>
/// <param name="Column">First column, from 1, in UTF-16 units.</param>
/// <param name="Length">Number of columns. At least 1.</param>
public sealed record SourceSpan(string File, int Line, int Column, int Length)
{
    /// <summary>Returns <c>file:line:column</c>, or only the file when there is no line.</summary>
    public override string ToString() => Line == 0 ? File : $"{File}:{Line}:{Column}";
}
