namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>Cuts an expression's text into tokens.</summary>
internal static class Lexer
{
    private static readonly string[] Signs =
    [
        "==", "!=", "<=", ">=", "&&", "||", "<", ">", "!", "+", "-", "*", "/", "%",
        "?", ":", ".", ",", "(", ")", "[", "]", "{", "}",
    ];

    /// <summary>Returns the tokens, the last of which is the end.</summary>
    /// <exception cref="SyntaxException">The text has something that no token has.</exception>
    public static List<Token> Read(string text)
    {
        var tokens = new List<Token>();
        var at = 0;
        while (true)
        {
            at = SkipSpace(text, at);
            if (at == text.Length)
            {
                tokens.Add(new Token(TokenKind.End, "", new TextSpan(at, 0)));
                return tokens;
            }

            var token = IsAfterSteps(tokens) && IsStepNameUnit(text[at]) ? StepName(text, at) : Next(text, at, tokens);
            tokens.Add(token);
            at = token.Span.End;
        }
    }

    public static int SkipSpace(string text, int at)
    {
        while (at < text.Length)
        {
            if (text[at] is ' ' or '\t' or '\n' or '\f' or '\r') at++;
            else if (text.AsSpan(at).StartsWith("//")) at = LineEnd(text, at);
            else break;
        }

        return at;
    }

    private static int LineEnd(string text, int at)
    {
        var end = text.AsSpan(at).IndexOfAny('\n', '\r');
        return end < 0 ? text.Length : at + end;
    }

    /// <summary>Names directly under the root <c>steps</c> hold hyphens: a step is a record, so nothing can be
    /// subtracted there.</summary>
    private static bool IsAfterSteps(List<Token> tokens)
    {
        var dot = tokens.Count - 1;
        if (dot >= 0 && tokens[dot].Is("?")) dot--;
        return dot >= 1
            && tokens[dot].Is(".")
            && tokens[dot - 1] is { Kind: TokenKind.Name, Text: "steps" }
            && (dot == 1 || !tokens[dot - 2].Is("."));
    }

    private static bool IsStepNameUnit(char unit) => char.IsAsciiLetterOrDigit(unit) || unit is '_' or '-';

    private static Token StepName(string text, int start)
    {
        var end = start;
        while (end < text.Length && IsStepNameUnit(text[end])) end++;
        return new Token(TokenKind.Name, text[start..end], new TextSpan(start, end - start));
    }

    private static Token Next(string text, int at, List<Token> before)
    {
        var unit = text[at];
        if (TextLiteral.StartsAt(text, at)) return TextLiteral.Read(text, at);
        if (char.IsAsciiLetter(unit) || unit == '_') return Name(text, at);
        if (char.IsAsciiDigit(unit) || IsFraction(text, at, before))
        {
            return NumberLiteral.Read(text, at);
        }

        if (unit == '`') return QuotedName(text, at);
        foreach (var sign in Signs)
        {
            if (text.AsSpan(at).StartsWith(sign, StringComparison.Ordinal))
            {
                return new Token(TokenKind.Punctuation, sign, new TextSpan(at, sign.Length));
            }
        }

        var length = char.IsSurrogatePair(text, at) ? 2 : 1;
        throw new SyntaxException(
            ExpressionCodes.Character,
            new TextSpan(at, length),
            $"'{text.AsSpan(at, length)}' cannot stand in an expression",
            unit switch
            {
                '=' => "write == to compare",
                '&' => "write && for and",
                '|' => "write || for or",
                '$' => "an expression inside an expression needs no ${{ }}",
                _ => null,
            });
    }

    /// <summary>A dot before a digit begins a number, except behind a value, where it begins a field.</summary>
    private static bool IsFraction(string text, int at, List<Token> before)
    {
        if (text[at] != '.' || at + 1 >= text.Length || !char.IsAsciiDigit(text[at + 1])) return false;
        if (before.Count == 0) return true;
        var last = before[^1];
        return last.Kind == TokenKind.Punctuation
            ? !(last.Is(")") || last.Is("]") || last.Is("}"))
            : last is { Kind: TokenKind.Name, Text: "in" };
    }

    private static Token Name(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_')) end++;
        return new Token(TokenKind.Name, text[start..end], new TextSpan(start, end - start));
    }

    private static Token QuotedName(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length
            && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '.' or '-' or '/' or ' ')) end++;
        if (end == text.Length || text[end] != '`' || end == start + 1)
        {
            throw new SyntaxException(
                ExpressionCodes.Character,
                new TextSpan(start, end - start),
                "a name in backticks holds letters, digits, and _ . - / or spaces, and ends with a backtick",
                "use an index instead: x['any text']");
        }

        return new Token(TokenKind.QuotedName, text[(start + 1)..end], new TextSpan(start, end + 1 - start));
    }
}
