namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>Carries the first fault out of the recursive parser; never leaves the parser.</summary>
internal sealed class SyntaxException(ExpressionFault fault) : Exception(fault.Message)
{
    public SyntaxException(string code, TextSpan at, string message, string? hint = null)
        : this(new ExpressionFault(code, at, message, hint))
    {
    }

    public ExpressionFault Fault { get; } = fault;
}
