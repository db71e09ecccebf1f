using Pipelines.Definitions.Diagnostics;
using YamlDotNet.Core;

namespace Pipelines.Definitions.Yaml;

/// <summary>Turns the YAML parser's complaint into a diagnostic, with a hint for what people usually meant.</summary>
internal static class YamlFaults
{
    public static void Report(DiagnosticBag bag, YamlException fault)
    {
        // The end of the fault's stretch is where the parser stopped understanding.
        var text = bag.Source.Text;
        var at = Math.Clamp((int)Math.Max(fault.Start.Index, fault.End.Index), 0, text.Length);
        while (at > 0 && at == text.Length && text[at - 1] is '\n' or '\r' or ' ') at--;
        var span = bag.Source.Span(at, 1);
        bag.Error(DiagnosticCodes.YamlSyntax, span, $"this is not YAML: {Reason(fault.Message)}", Hint(bag.Source, span));
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
