namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>An error on its way up.</summary>
/// <param name="Code">One of <see cref="ExpressionCodes"/>.</param>
/// <param name="Message">What was seen and what the rule is.</param>
/// <param name="At">Where; null until the call that failed is known.</param>
/// <param name="Fatal">True for a limit, which <c>&amp;&amp;</c>, <c>||</c> and macros do not absorb.</param>
internal sealed record Failure(string Code, string Message, TextSpan? At = null, bool Fatal = false)
{
    public static Failure NoOverload(string function, params ReadOnlySpan<Value> arguments)
    {
        var types = new string[arguments.Length];
        for (var i = 0; i < types.Length; i++) types[i] = arguments[i].TypeName;
        return new Failure(ExpressionCodes.NoSuchOverload, $"{function} does not take ({string.Join(", ", types)})");
    }

    public static Failure Overflow(string what) => new(ExpressionCodes.Overflow, what);

    public static Failure Malformed(string what) => new(ExpressionCodes.Malformed, what);

    /// <summary>Returns text for a message: in quotes, and cut when it is long.</summary>
    public static string Quote(string text) => text.Length > 60 ? $"'{text[..60]}…'" : $"'{text}'";
}
