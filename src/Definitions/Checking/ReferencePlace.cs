using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Finds where a part of a reference stands.</summary>
internal static class ReferencePlace
{
    /// <summary>Returns the place of the part with this index in the path; -1 is the root.</summary>
    public static SourceSpan Of(ExpressionSite site, Reference reference, int part)
    {
        var text = site.Text;
        var at = Math.Min(reference.Span.Offset, text.Length);
        if (part < 0) return site.SpanOf(at, reference.Root.Length);
        var end = Math.Min(reference.Span.End, text.Length);
        at = Math.Min(at + reference.Root.Length, end);
        for (var i = 0; i <= part; i++)
        {
            var found = text.IndexOf(reference.Path[i], at, end - at, StringComparison.Ordinal);
            if (found < 0) return site.SpanOf(reference.Span.Offset, reference.Span.Length);
            if (i == part) return site.SpanOf(found, reference.Path[i].Length);
            at = found + reference.Path[i].Length;
        }

        return site.SpanOf(reference.Span.Offset, reference.Span.Length);
    }
}
