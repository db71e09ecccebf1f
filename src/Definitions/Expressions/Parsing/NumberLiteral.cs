namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>Reads numbers: <c>1</c>, <c>0x1F</c>, <c>1u</c>, <c>1.5</c>, <c>.5</c>, <c>1e-3</c>.</summary>
internal static class NumberLiteral
{
    public static Token Read(string text, int start)
    {
        var at = start;
        var kind = TokenKind.Int;
        if (text[at] == '0' && at + 2 < text.Length && text[at + 1] is 'x' or 'X' && char.IsAsciiHexDigit(text[at + 2]))
        {
            at += 2;
            while (at < text.Length && char.IsAsciiHexDigit(text[at])) at++;
        }
        else
        {
            at = Digits(text, at);
            if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
            {
                kind = TokenKind.Double;
                at = Digits(text, at + 1);
            }

            var exponent = Exponent(text, at);
            if (exponent > at) kind = TokenKind.Double;
            at = exponent;
        }

        if (kind == TokenKind.Int && at < text.Length && text[at] is 'u' or 'U')
        {
            kind = TokenKind.UInt;
            at++;
        }

        if (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_'))
        {
            throw new SyntaxException(
                ExpressionCodes.NumberLiteral,
                new TextSpan(start, at + 1 - start),
                $"'{text[at]}' directly behind a number; a number ends before letters");
        }

        return new Token(kind, text[start..at], new TextSpan(start, at - start));
    }

    /// <summary>Returns the constant that the token stands for.</summary>
    /// <param name="token">A number.</param>
    /// <param name="negative">True when a minus sign stands directly in front.</param>
    public static Value Parse(Token token, bool negative)
    {
        switch (token.Kind)
        {
            case TokenKind.Double:
                var number = double.Parse(token.Text, System.Globalization.CultureInfo.InvariantCulture);
                return new Value.Double(negative ? -number : number);
            case TokenKind.UInt when !negative && Magnitude(token.Text[..^1]) is { } magnitude:
                return new Value.UInt(magnitude);
            case TokenKind.Int when Magnitude(token.Text) is { } magnitude
                && magnitude <= (negative ? 1UL << 63 : long.MaxValue):
                return new Value.Int(negative ? unchecked((long)(0 - magnitude)) : (long)magnitude);
            default:
                throw new SyntaxException(
                    ExpressionCodes.NumberLiteral,
                    token.Span,
                    $"{token.Describe()} is outside the 64 bits of "
                    + $"{(token.Kind == TokenKind.UInt ? "a uint" : "an int")}",
                    token.Kind == TokenKind.Int ? "write it with a decimal point to make it a double" : null);
        }
    }

    private static ulong? Magnitude(string digits)
    {
        var hexadecimal = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        var style = hexadecimal
            ? System.Globalization.NumberStyles.AllowHexSpecifier
            : System.Globalization.NumberStyles.None;
        var read = ulong.TryParse(
            hexadecimal ? digits[2..] : digits,
            style,
            System.Globalization.CultureInfo.InvariantCulture,
            out var value);
        return read ? value : null;
    }

    private static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    private static int Exponent(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E')) return at;
        var digits = at + 1;
        if (digits < text.Length && text[digits] is '+' or '-') digits++;
        var end = Digits(text, digits);
        return end > digits ? end : at;
    }
}
