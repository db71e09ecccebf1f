using Pipelines.Definitions.Expressions.Parsing;

namespace Pipelines.Definitions.Expressions;

/// <summary>Turns text into an expression. Pure, and bounded in time, memory and stack.</summary>
public static class ExpressionParser
{
    /// <summary>Longest text, in UTF-16 code units.</summary>
    public const int MaximumLength = 65_536;

    /// <summary>Deepest nesting of the tree; an operator, call, access or bracket is one level.</summary>
    public const int MaximumDepth = 256;

    /// <summary>Parses an expression as it stands (without <c>${{ }}</c>).</summary>
    public static ParseResult Parse(string text) => Parse(text, macros: true);

    internal static ParseResult Parse(string text, bool macros)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
        {
            return new ParseResult(null, [new ExpressionFault(
                ExpressionCodes.TooLong,
                0,
                text.Length,
                $"the expression has {text.Length} characters; at most {MaximumLength} are read",
                "pass large data as a parameter or a file")]);
        }

        try
        {
            var expression = new Parser(Lexer.Read(text), macros).ParseWhole();
            if (TreeDepth.FirstTooDeep(expression, MaximumDepth) is { } deep)
            {
                return new ParseResult(null, [new ExpressionFault(
                    ExpressionCodes.TooDeep,
                    deep.Span,
                    $"the expression nests deeper than {MaximumDepth} levels here",
                    "split it into steps, or use a list and a function such as sum or join")]);
            }

            return new ParseResult(expression, []);
        }
        catch (SyntaxException wrong)
        {
            return new ParseResult(null, [wrong.Fault]);
        }
    }
}
