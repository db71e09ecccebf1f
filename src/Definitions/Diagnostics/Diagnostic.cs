using System.Text;

namespace Pipelines.Definitions.Diagnostics;

/// <summary>A fault in a text that a user wrote: which rule, where, what was seen, what to do.</summary>
/// <param name="Code">One of <see cref="DiagnosticCodes"/> or of the expression codes; each has a heading in
/// <c>docs/errors.md</c>.</param>
/// <param name="At">Where.</param>
/// <param name="Message">What was seen and what the rule is.</param>
/// <param name="Hint">What to write instead; null when nothing better is known.</param>
public sealed record Diagnostic(string Code, SourceSpan At, string Message, string? Hint)
{
    private const int ShownWidth = 160;

    /// <summary>Error or warning. Default: error.</summary>
    public Severity Severity { get; init; } = Severity.Error;

    /// <summary>Returns one line: <c>file:line:col: error CODE: message</c>, with the hint behind it.</summary>
    public override string ToString() => Hint is null ? Headline() : $"{Headline()} ({Hint})";

    /// <summary>Returns the same with the text, among several, that holds the place.</summary>
    public string Render(IReadOnlyList<SourceText> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        return sources.FirstOrDefault(s => s.File == At.File) is { } source ? Render(source) : $"{this}\n";
    }

    /// <summary>Returns the headline, the line at fault, a caret under the place, and the hint.</summary>
    /// <param name="source">The text that <see cref="At"/> points into.</param>
    /// <remarks>Without the line when the place is in another text. Of a long line only the part around the place is
    /// shown.</remarks>
    public string Render(SourceText source)
    {
        ArgumentNullException.ThrowIfNull(source);
        if (At.Line == 0 || At.File != source.File) return $"{this}\n";
        var line = source.Line(At.Line);
        var column = Math.Min(At.Column - 1, line.Length);
        var from = column < ShownWidth - 40 ? 0 : column - (ShownWidth / 2);
        var shown = line[from..Math.Min(line.Length, from + ShownWidth)];
        var carets = Math.Max(1, Math.Min(At.Length, shown.Length - (column - from)));

        var text = new StringBuilder(Headline()).Append('\n');
        text.Append("    ");
        foreach (var character in shown) text.Append(char.IsControl(character) ? ' ' : character);
        text.Append('\n').Append(' ', 4 + column - from).Append('^', carets);
        if (Hint is not null) text.Append(' ').Append(Hint);
        return text.Append('\n').ToString();
    }

    private string Headline() =>
        $"{At}: {(Severity == Severity.Error ? "error" : "warning")} {Code}: {Message}";
}
