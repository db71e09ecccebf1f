namespace Pipelines.Definitions.Diagnostics;

/// <summary>Collects the faults of one text. Used by one thread.</summary>
internal sealed class DiagnosticBag(SourceText source)
{
    private const int Most = 1_000;
    private readonly List<Diagnostic> _found = [];
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

    /// <summary>Returns a hint that names the nearest of the candidates, or all of them when they are few.</summary>
    public string? Suggest(string word, IEnumerable<string> candidates) =>
        MaySuggest ? DidYouMean.Hint(word, candidates) : null;

    /// <summary>Returns what was found, in the order of the text.</summary>
    public IReadOnlyList<Diagnostic> ToList()
    {
        var sorted = _found
            .OrderBy(d => d.At.Line).ThenBy(d => d.At.Column).ThenBy(d => d.Code, StringComparer.Ordinal)
            .ToList();
        if (_overflown)
        {
            var end = Source.Span(Source.Text.Length, 1);
            sorted.Add(new(DiagnosticCodes.TooManyFaults, end, $"more than {Most} faults; the rest is not shown.", null));
        }

        return sorted;
    }

    private void Add(Diagnostic diagnostic)
    {
        if (_found.Count >= Most) _overflown = true;
        else _found.Add(diagnostic);
    }
}
