namespace Pipelines.Definitions.Diagnostics;

/// <summary>A text that a user wrote, with the name it is known by and where its lines begin.</summary>
public sealed class SourceText
{
    private readonly List<int> _lineStarts = [0];

    /// <param name="file">Name shown in diagnostics: a path as the user wrote it, or a word such as <c>-p</c>.</param>
    /// <param name="text">The whole text; a byte order mark at its start is dropped.</param>
    public SourceText(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(text);
        File = file;
        Text = text.StartsWith('\uFEFF') ? text[1..] : text;
        for (var i = 0; i < Text.Length; i++)
        {
            if (Text[i] == '\n' || (Text[i] == '\r' && (i + 1 == Text.Length || Text[i + 1] != '\n')))
                _lineStarts.Add(i + 1);
        }
    }

    /// <summary>Name shown in diagnostics.</summary>
    public string File { get; }

    /// <summary>The text without a byte order mark.</summary>
    public string Text { get; }

    /// <summary>Number of lines; at least 1.</summary>
    public int LineCount => _lineStarts.Count;

    /// <summary>Returns line <paramref name="number"/> (from 1) without its line break; empty when there is no such
    /// line.</summary>
    public string Line(int number)
    {
        if (number < 1 || number > _lineStarts.Count) return "";
        var end = number < _lineStarts.Count ? _lineStarts[number] : Text.Length;
        return Text[_lineStarts[number - 1]..end].TrimEnd('\r', '\n');
    }

    /// <summary>Returns the place of <paramref name="length"/> UTF-16 units from <paramref name="start"/>, cut at the
    /// end of the line.</summary>
    /// <param name="start">Index into <see cref="Text"/>; a value outside is moved to the nearest end.</param>
    /// <param name="length">Units; the span has at least 1.</param>
    public SourceSpan Span(int start, int length)
    {
        start = Math.Clamp(start, 0, Text.Length);
        var found = _lineStarts.BinarySearch(start);
        var line = found >= 0 ? found : ~found - 1;
        var end = line + 1 < _lineStarts.Count ? _lineStarts[line + 1] : Text.Length;
        while (end > start && Text[end - 1] is '\r' or '\n') end--;
        return new(File, line + 1, start - _lineStarts[line] + 1, Math.Max(1, Math.Min(length, end - start)));
    }
}
