using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Diagnostics;

/// <summary>Collects the faults of one text. Used by one thread.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    private const int Most = 1_000;
    private readonly List<Diagnostic> _found = [];
    private readonly List<Diagnostic> _included = [];
    private readonly HashSet<(string, SourceSpan, string)> _repeated = [];
    private readonly List<(int From, int To)> _repeats = [];
    private bool _overflown;

    public SourceText Source { get; } = source;

    public bool HasErrors { get; private set; }

    /// <summary>Suggestions cost a scan over all candidates, so only the first faults get one.</summary>
    public bool MaySuggest => _found.Count < 100;

    public void Error(string code, SourceSpan at, string message, string? hint = null)
    {
        HasErrors = true;
        Add(new(code, at, message, hint));
    }

    public void Warning(string code, SourceSpan at, string message, string? hint = null) =>
        Add(new(code, at, message, hint) { Severity = Severity.Warning });

    /// <summary>Takes over what was found in another text.</summary>
    public void Include(IEnumerable<Diagnostic> others)
    {
        foreach (var other in others)
        {
            HasErrors |= other.Severity == Severity.Error;
            if (_included.Count >= Most) _overflown = true;
            else _included.Add(other);
        }
    }

    /// <summary>Says that a part of the text is read for each of its uses: a fault in it is told once.</summary>
    public void Repeats(YamlNode part) => _repeats.Add((part.Span.Line, LastLine(part)));

    /// <summary>Returns a hint that names the nearest of the candidates, or all of them when they are few.</summary>
    public string? Suggest(string word, IEnumerable<string> candidates) =>
        MaySuggest ? DidYouMean.Hint(word, candidates) : null;

    /// <summary>Returns a hint that names the nearest of the candidates, which the message names itself.</summary>
    public string? SuggestNearest(string word, IEnumerable<string> candidates) =>
        MaySuggest ? DidYouMean.NearestHint(word, candidates) : null;

    /// <summary>Returns what was found, in the order of the text; what was found in other texts stands
    /// behind.</summary>
    public IReadOnlyList<Diagnostic> ToList()
    {
        var sorted = _found
            .OrderBy(d => d.At.Line).ThenBy(d => d.At.Column).ThenBy(d => d.Code, StringComparer.Ordinal)
            .Concat(_included)
            .ToList();
        if (_overflown)
        {
            var end = Source.Span(Source.Text.Length, 1);
            sorted.Add(
                new(DiagnosticCodes.TooManyFaults, end, $"more than {Most} faults; the rest is not shown.", null));
        }

        return sorted;
    }

    private void Add(Diagnostic diagnostic)
    {
        if (IsRepeated(diagnostic)) return;
        if (_found.Count >= Most) _overflown = true;
        else _found.Add(diagnostic);
    }

    /// <summary>The paths at the beginning of messages differ from use to use; the rest does not.</summary>
    private bool IsRepeated(Diagnostic diagnostic)
    {
        if (!_repeats.Exists(r => diagnostic.At.Line >= r.From && diagnostic.At.Line <= r.To)) return false;
        var colon = diagnostic.Message.IndexOf(": ", StringComparison.Ordinal);
        return !_repeated.Add((diagnostic.Code, diagnostic.At, diagnostic.Message[(colon + 1)..]));
    }

    private static int LastLine(YamlNode node) => node switch
    {
        YamlNode.Sequence { Items: [.., var last] } => LastLine(last),
        YamlNode.Mapping { Entries: [.., var last] } => LastLine(last.Value),
        _ => node.Source.Span(Math.Max(node.Start, node.End - 1), 1).Line,
    };
}
