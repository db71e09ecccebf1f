namespace Pipelines.Activities.Jobs;

/// <summary>The last lines of a log, made fit for a terminal and a history: bounded, without control
/// characters.</summary>
internal sealed class LogTail
{
    private const int Lines = 20;
    private const int Characters = 400;

    private readonly Queue<string> _lines = new(Lines);

    /// <summary>The last line; null before the first.</summary>
    public string? Last { get; private set; }

    public void Add(string line)
    {
        // A progress bar redraws its line after a carriage return: the last drawing is what a terminal shows.
        var start = line.AsSpan(0, line.Length).TrimEnd('\r').LastIndexOf('\r') + 1;
        var shown = line.AsSpan(start).TrimEnd();
        Last = Clean(shown.Length <= Characters ? shown : shown[..Characters]);
        if (_lines.Count == Lines) _lines.Dequeue();
        _lines.Enqueue(Last);
    }

    public IReadOnlyList<string> ToList() => [.. _lines];

    private static string Clean(ReadOnlySpan<char> text)
    {
        var clean = text.ToArray();
        for (var i = 0; i < clean.Length; i++)
        {
            if (char.IsControl(clean[i])) clean[i] = ' ';
        }

        // The cut may have gone through a surrogate pair.
        return clean.Length > 0 && char.IsHighSurrogate(clean[^1]) ? new string(clean, 0, clean.Length - 1)
            : new string(clean);
    }
}
