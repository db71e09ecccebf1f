using Pipelines.Definitions.Diagnostics;
using YamlDotNet.Core;

namespace Pipelines.Definitions.Yaml;

/// <summary>Turns the YAML parser's complaint into a diagnostic, with a hint for what people usually meant.</summary>
internal static class YamlFaults
{
    public static void Report(DiagnosticBag bag, YamlException fault)
    {
        // The parser gives a stretch: a token, or from a token's beginning to where it stopped understanding. An end
        // that is the text's own says nothing; the beginning of what was never closed does.
        var text = bag.Source.Text;
        var (start, end) = ((int)fault.Start.Index, (int)fault.End.Index);
        var at = Math.Clamp(end - start > 1 && end < text.TrimEnd().Length ? end : start, 0, text.Length);
        if (fault.Message.Contains("tab", StringComparison.Ordinal)) at = FirstIndentingTab(bag.Source) ?? at;
        while (at > 0 && at == text.Length && text[at - 1] is '\n' or '\r' or ' ') at--;
        var span = bag.Source.Span(at, 1);
        bag.Error(
            DiagnosticCodes.YamlSyntax, span, $"this is not YAML: {Reason(fault.Message)}", Hint(bag.Source, span));
    }

    /// <summary>The parser names the beginning of the map, not the tab.</summary>
    private static int? FirstIndentingTab(SourceText source)
    {
        var start = 0;
        foreach (var line in source.Text.AsSpan().EnumerateLines())
        {
            var indent = line.IndexOfAnyExcept(' ');
            if (indent >= 0 && line[indent] == '\t') return start + indent;
            start += line.Length + (source.Text.AsSpan(start + line.Length).StartsWith("\r\n") ? 2 : 1);
        }

        return null;
    }

    private static string Reason(string message)
    {
        var reason = Shown.Text(message.Trim().TrimEnd('.')).Replace("  ", " ", StringComparison.Ordinal);
        return reason.Length == 0 ? "it cannot be read." : char.ToLowerInvariant(reason[0]) + reason[1..] + ".";
    }

    private static string? Hint(SourceText source, SourceSpan at)
    {
        var line = source.Line(at.Line);
        var here = at.Column <= line.Length ? line[at.Column - 1] : '\0';
        if (line.Contains("${{", StringComparison.Ordinal))
            return "quote a string that holds ${{ … }} inside braces or brackets";
        if (here == '\t' || (line.Length > 0 && line.TrimStart(' ').StartsWith('\t')))
            return "indent with spaces, not with tabs";
        if (here is '@' or '`' or '%' or '&' or '*' or '!') return $"quote text that begins with '{here}'";
        if (line.IndexOf(": ", StringComparison.Ordinal) is var colon and >= 0
            && line.IndexOf(": ", colon + 2, StringComparison.Ordinal) >= 0)
            return "quote a value that holds ': '";
        return null;
    }
}
