namespace Pipelines.Definitions.Diagnostics;

/// <summary>Cuts what a user wrote to a length that fits into a message.</summary>
internal static class Shown
{
    private const int Most = 60;

    /// <summary>Returns the text on one line, at most 60 characters of it.</summary>
    public static string Text(string text)
    {
        var cut = text.Length <= Most ? text : text[..(char.IsHighSurrogate(text[Most - 1]) ? Most - 1 : Most)] + "…";
        return cut.AsSpan().ContainsAnyInRange('\0', '\u001f')
            ? string.Create(cut.Length, cut, static (to, from) =>
            {
                for (var i = 0; i < to.Length; i++) to[i] = char.IsControl(from[i]) ? ' ' : from[i];
            })
            : cut;
    }
}
