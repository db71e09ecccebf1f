using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Translates RE2's syntax into a pattern that matches in time linear in the text, and bounds its
/// size.</summary>
internal static class LinearPattern
{
    private const int MaximumLength = 1_000;
    private const int MaximumRepeat = 1_000;
    private const int MaximumSize = 20_000;
    private const int MaximumDepth = 100;

    /// <summary>Returns the pattern and its size in states, or why it is refused.</summary>
    public static (Regex? Pattern, int Size, Failure? Failure) Compile(string text)
    {
        if (text.Length > MaximumLength)
        {
            return (
                null,
                0,
                Failure.Malformed($"a pattern of {text.Length} characters is longer than {MaximumLength}"));
        }

        try
        {
            var (translated, size) = Translate(text);
            return (new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), size, null);
        }
        catch (Exception wrong) when (wrong is ArgumentException or NotSupportedException or FormatException)
        {
            return (null, 0, Failure.Malformed($"{Failure.Quote(text)} is no pattern: {wrong.Message}"));
        }
    }

    private static (string Text, int Size) Translate(string text)
    {
        var output = new StringBuilder();
        var sums = new Stack<long>();
        long sum = 0, last = 0;
        for (var i = 0; i < text.Length;)
        {
            switch (text[i])
            {
                case '\\' when i + 1 < text.Length && text[i + 1] == 'Q':
                    var end = text.IndexOf("\\E", i, StringComparison.Ordinal);
                    var quoted = end < 0 ? text[(i + 2)..] : text[(i + 2)..end];
                    output.Append(Regex.Escape(quoted));
                    sum += quoted.Length;
                    last = 1;
                    i = end < 0 ? text.Length : end + 2;
                    break;
                case '\\':
                    i = Escape(text, i, output, inClass: false);
                    sum += last = 1;
                    break;
                case '[':
                    i = Class(text, i, output);
                    sum += last = 1;
                    break;
                case '(':
                    if (sums.Count == MaximumDepth)
                    {
                        throw new FormatException($"groups nest deeper than {MaximumDepth}");
                    }

                    sums.Push(sum);
                    sum = 0;
                    var named = text.AsSpan(i).StartsWith("(?P<", StringComparison.Ordinal);
                    output.Append(named ? "(?<" : "(");
                    i += named ? 4 : 1;
                    break;
                case ')':
                    if (!sums.TryPop(out var outer)) throw new FormatException("a ) closes nothing");
                    last = Math.Max(1, sum);
                    sum = outer + last;
                    output.Append(')');
                    i++;
                    break;
                case '{' when Repeat(text, i) is { } repeat:
                    if (repeat.Count > MaximumRepeat)
                    {
                        throw new FormatException($"a part repeats more than {MaximumRepeat} times");
                    }

                    sum += last * (repeat.Count - 1);
                    last *= Math.Max(1, repeat.Count);
                    output.Append(text, i, repeat.End - i);
                    i = repeat.End;
                    break;
                case '$':
                    output.Append("\\z"); // RE2's $ is the very end, .NET's also stands before a last line break
                    i++;
                    break;
                default:
                    output.Append(text[i++]);
                    sum += last = 1;
                    break;
            }

            if (sum > MaximumSize) throw new FormatException($"it needs more than {MaximumSize} states");
        }

        return (output.ToString(), (int)Math.Max(1, sum));
    }

    private static (int Count, int End)? Repeat(string text, int at)
    {
        var end = text.IndexOf('}', at);
        if (end < 0) return null;
        var bounds = text[(at + 1)..end].Split(',');
        if (bounds.Length > 2 || !int.TryParse(bounds[0], NumberStyles.None, CultureInfo.InvariantCulture, out var low))
        {
            return null;
        }

        if (bounds.Length == 1 || bounds[1].Length == 0) return (low, end + 1);
        return int.TryParse(bounds[1], NumberStyles.None, CultureInfo.InvariantCulture, out var high)
            ? (Math.Max(low, high), end + 1)
            : null;
    }

    private static int Escape(string text, int at, StringBuilder output, bool inClass)
    {
        if (at + 1 == text.Length) throw new FormatException("it ends with a backslash");
        var kind = text[at + 1];
        var (open, close) = inClass ? ("", "") : ("[", "]");
        switch (kind)
        {
            case 'd': output.Append($"{open}0-9{close}"); return at + 2;
            case 'w': output.Append($"{open}0-9A-Za-z_{close}"); return at + 2;
            case 's': output.Append($"{open}\\t\\n\\f\\r {close}"); return at + 2;
            case 'D' when !inClass: output.Append("[^0-9]"); return at + 2;
            case 'W' when !inClass: output.Append("[^0-9A-Za-z_]"); return at + 2;
            case 'S' when !inClass: output.Append("[^\\t\\n\\f\\r ]"); return at + 2;
            case 'p' or 'P' when at + 2 < text.Length && text[at + 2] != '{':
                output.Append($"\\{kind}{{{text[at + 2]}}}");
                return at + 3;
            case 'x' when at + 2 < text.Length && text[at + 2] == '{':
                var end = text.IndexOf('}', at);
                const NumberStyles Hexadecimal = NumberStyles.AllowHexSpecifier;
                if (end < 0
                    || !int.TryParse(text[(at + 3)..end], Hexadecimal, CultureInfo.InvariantCulture, out var code)
                    || !Rune.IsValid(code))
                {
                    throw new FormatException("\\x{…} holds no character");
                }

                output.Append(Regex.Escape(new Rune(code).ToString()));
                return end + 1;
            default:
                output.Append(text, at, 2);
                return at + 2;
        }
    }

    private static int Class(string text, int at, StringBuilder output)
    {
        output.Append('[');
        at++;
        if (at < text.Length && text[at] == '^')
        {
            output.Append('^');
            at++;
        }

        for (var first = true; at < text.Length && (text[at] != ']' || first); first = false)
        {
            if (text.AsSpan(at).StartsWith("[:") && text.IndexOf(":]", at, StringComparison.Ordinal) is var end and > 0)
            {
                output.Append(Posix(text[(at + 2)..end]));
                at = end + 2;
            }
            else if (text[at] == '\\')
            {
                at = Escape(text, at, output, inClass: true);
            }
            else
            {
                if (text[at] is '[' or ']') output.Append('\\'); // .NET reads an inner bracket as a subtraction
                output.Append(text[at++]);
            }
        }

        if (at == text.Length) throw new FormatException("a [ is not closed");
        output.Append(']');
        return at + 1;
    }

    private static string Posix(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "ascii" => "\\x00-\\x7F",
        "blank" => "\\t ",
        "cntrl" => "\\x00-\\x1F\\x7F",
        "digit" => "0-9",
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => "!-/:-@\\[-`{-~",
        "space" => "\\t\\n\\v\\f\\r ",
        "upper" => "A-Z",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => throw new FormatException($"[:{name}:] is no class of characters"),
    };
}
