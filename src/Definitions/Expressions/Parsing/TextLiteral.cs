using System.Globalization;
using System.Text;

namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>Reads strings and bytes: quotes single, double or tripled; raw with <c>r</c>, bytes with
/// <c>b</c>.</summary>
internal static class TextLiteral
{
    public static bool StartsAt(string text, int at)
    {
        if (text[at] is 'b' or 'B') at++;
        if (at < text.Length && text[at] is 'r' or 'R') at++;
        return at < text.Length && text[at] is '"' or '\'';
    }

    /// <summary>Returns the index behind the literal, without reading its escapes; the text's length when it is not
    /// closed.</summary>
    public static int Skip(string text, int at)
    {
        var raw = false;
        while (text[at] is not ('"' or '\''))
        {
            raw |= text[at] is 'r' or 'R';
            at++;
        }

        var quote = Quote(text, at);
        at += quote.Length;
        while (at < text.Length)
        {
            if (text.AsSpan(at).StartsWith(quote, StringComparison.Ordinal)) return at + quote.Length;
            at += !raw && text[at] == '\\' ? 2 : 1;
        }

        return text.Length;
    }

    public static Token Read(string text, int start)
    {
        var at = start;
        var bytes = text[at] is 'b' or 'B';
        if (bytes) at++;
        var raw = text[at] is 'r' or 'R';
        if (raw) at++;
        var quote = Quote(text, at);
        at += quote.Length;
        var content = new LiteralContent(bytes);
        while (true)
        {
            if (at >= text.Length || (quote.Length == 1 && text[at] is '\n' or '\r'))
            {
                throw new SyntaxException(
                    ExpressionCodes.TextLiteral,
                    new TextSpan(start, Math.Min(at, text.Length) - start),
                    $"the string is not closed; it ends with {quote}",
                    quote.Length == 1 && at < text.Length
                        ? $"a string over several lines stands in {quote}{quote}{quote}"
                        : null);
            }

            if (text.AsSpan(at).StartsWith(quote, StringComparison.Ordinal)) break;
            if (text[at] == '\\' && !raw) at = Escape(text, at, content);
            else at = Plain(text, at, content);
        }

        at += quote.Length;
        return new Token(
            bytes ? TokenKind.Bytes : TokenKind.Text,
            text[start..at],
            new TextSpan(start, at - start),
            content.ToValue());
    }

    private static string Quote(string text, int at) =>
        text.AsSpan(at).StartsWith(new string(text[at], 3), StringComparison.Ordinal)
            ? text.Substring(at, 3)
            : text[at].ToString();

    private static int Plain(string text, int at, LiteralContent content)
    {
        if (!Rune.TryGetRuneAt(text, at, out var rune))
        {
            throw new SyntaxException(
                ExpressionCodes.TextLiteral,
                new TextSpan(at, 1),
                "half of a surrogate pair is no character");
        }

        content.Add(rune);
        return at + rune.Utf16SequenceLength;
    }

    private static int Escape(string text, int at, LiteralContent content)
    {
        var kind = at + 1 < text.Length ? text[at + 1] : '\0';
        switch (kind)
        {
            case 'a': content.Add(new Rune('\a')); return at + 2;
            case 'b': content.Add(new Rune('\b')); return at + 2;
            case 'f': content.Add(new Rune('\f')); return at + 2;
            case 'n': content.Add(new Rune('\n')); return at + 2;
            case 'r': content.Add(new Rune('\r')); return at + 2;
            case 't': content.Add(new Rune('\t')); return at + 2;
            case 'v': content.Add(new Rune('\v')); return at + 2;
            case '\\' or '?' or '"' or '\'' or '`': content.Add(new Rune(kind)); return at + 2;
            case 'x' or 'X': return Number(text, at, 2, 2, 16, content);
            case 'u' when !content.IsBytes: return Number(text, at, 2, 4, 16, content);
            case 'U' when !content.IsBytes: return Number(text, at, 2, 8, 16, content);
            case >= '0' and <= '3': return Number(text, at, 1, 3, 8, content);
            default:
                throw new SyntaxException(
                    ExpressionCodes.TextLiteral,
                    new TextSpan(at, Math.Min(2, text.Length - at)),
                    kind == '\0'
                        ? "a backslash ends the text"
                        : $"\\{kind} is no escape{(content.IsBytes ? " of bytes" : "")}",
                    "write \\\\ for a backslash, or r'…' for text without escapes");
        }
    }

    private static int Number(string text, int at, int skip, int count, int radix, LiteralContent content)
    {
        var end = at + skip + count;
        var digits = end <= text.Length ? text.Substring(at + skip, count) : "";
        var valid = digits.Length == count
            && digits.All(d => radix == 16 ? char.IsAsciiHexDigit(d) : d is >= '0' and <= '7');
        var span = new TextSpan(at, Math.Min(end, text.Length) - at);
        if (!valid)
        {
            throw new SyntaxException(
                ExpressionCodes.TextLiteral,
                span,
                $"the escape needs {count} {(radix == 16 ? "hexadecimal" : "octal")} digits");
        }

        var code = radix == 16
            ? uint.Parse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
            : Convert.ToUInt32(digits, 8);
        if (content.IsBytes) content.Add((byte)code);
        else if (Rune.IsValid(code)) content.Add(new Rune(code));
        else throw new SyntaxException(ExpressionCodes.TextLiteral, span, $"{code:X} is no Unicode character");
        return end;
    }

    private sealed class LiteralContent(bool isBytes)
    {
        private readonly StringBuilder _text = new();
        private readonly List<byte> _bytes = [];

        public bool IsBytes => isBytes;

        public void Add(byte unit) => _bytes.Add(unit);

        public void Add(Rune rune)
        {
            if (!isBytes)
            {
                _text.Append(rune.ToString());
                return;
            }

            Span<byte> buffer = stackalloc byte[4];
            _bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
        }

        public Value ToValue() => isBytes ? new Value.Bytes([.. _bytes]) : new Value.Text(_text.ToString());
    }
}
