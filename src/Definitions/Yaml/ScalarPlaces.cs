using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Yaml;

/// <summary>Finds where a character of a scalar's value stands in the text.</summary>
/// <remarks>Quotes, escapes, folding and indentation change white space only, except for escapes; so value and text are
/// walked side by side, and every character that is not white space is met exactly.</remarks>
internal static class ScalarPlaces
{
    public static SourceSpan SpanOf(YamlNode.Scalar scalar, int offset, int length)
    {
        offset = Math.Clamp(offset, 0, scalar.Text.Length);
        var places = Walk(scalar, Math.Min(offset + length, scalar.Text.Length));
        if (places is null) return scalar.Span;
        var start = places[offset];
        var end = length > 0 && offset + length <= scalar.Text.Length ? places[offset + length - 1] + 1 : start + 1;
        return scalar.Source.Span(start, end - start);
    }

    /// <summary>Returns the index in the text of each of the value's units up to <paramref name="upTo"/>, and of the
    /// one behind.</summary>
    private static int[]? Walk(YamlNode.Scalar scalar, int upTo)
    {
        var raw = scalar.Source.Text;
        var places = new int[upTo + 1];
        var at = scalar.Form switch
        {
            ScalarForm.Plain => scalar.Start,
            ScalarForm.Block => BehindHeader(raw, scalar.Start, scalar.End),
            _ => scalar.Start + 1,
        };
        for (var i = 0; i < upTo; i++)
        {
            var wanted = scalar.Text[i];
            if (!IsSpace(wanted))
            {
                while (at < scalar.End && IsSpace(raw[at])) at++;
                while (scalar.Form == ScalarForm.DoubleQuoted && IsEscapedBreak(raw, at, scalar.End))
                {
                    at++;
                    while (at < scalar.End && IsSpace(raw[at])) at++;
                }
            }

            if (at >= scalar.End) return null;
            places[i] = at;
            if (scalar.Form == ScalarForm.DoubleQuoted && raw[at] == '\\' && !IsEscapedBreak(raw, at, scalar.End))
            {
                var digits = at + 1 < scalar.End ? EscapeDigits(raw[at + 1]) : 0;
                at += 2 + digits;
                // An escape beyond 16 bits stands for two units.
                if (digits == 8 && char.IsHighSurrogate(wanted) && i + 1 < upTo) places[++i] = places[i - 1];
            }
            else if (scalar.Form == ScalarForm.SingleQuoted && raw[at] == '\'')
            {
                at += 2;
            }
            else if (raw[at] == wanted)
            {
                at++;
            }
            else if (!IsSpace(wanted))
            {
                return null;
            }
        }

        places[upTo] = Math.Min(at, scalar.End);
        return places;
    }

    private static int BehindHeader(string raw, int start, int end)
    {
        while (start < end && raw[start] != '\n') start++;
        return Math.Min(start + 1, end);
    }

    private static bool IsEscapedBreak(string raw, int at, int end) =>
        at + 1 < end && raw[at] == '\\' && raw[at + 1] is '\n' or '\r';

    private static int EscapeDigits(char kind) => kind switch
    {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };

    private static bool IsSpace(char character) => character is ' ' or '\t' or '\n' or '\r';
}
