namespace Pipelines.Definitions.Expressions;

/// <summary>A fault that reading or checking found in the text of an expression.</summary>
/// <param name="Code">One of <see cref="ExpressionCodes"/>.</param>
/// <param name="Offset">Where, in UTF-16 code units from the start of the text that was given.</param>
/// <param name="Length">How many units are at fault; at least 0.</param>
/// <param name="Message">What was seen and what the rule is.</param>
/// <param name="Hint">What to write instead; null when nothing better is known.</param>
public sealed record ExpressionFault(string Code, int Offset, int Length, string Message, string? Hint = null)
{
    internal ExpressionFault(string code, TextSpan at, string message, string? hint = null)
        : this(code, at.Offset, at.Length, message, hint)
    {
    }

    /// <summary>Returns the same fault moved by <paramref name="units"/>, for text that stands inside other
    /// text.</summary>
    public ExpressionFault MovedBy(int units) => this with { Offset = Offset + units };
}
