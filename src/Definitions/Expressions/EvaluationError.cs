namespace Pipelines.Definitions.Expressions;

/// <summary>Why an evaluation gave no value.</summary>
/// <param name="Code">One of <see cref="ExpressionCodes"/> that begin with EX3.</param>
/// <param name="Message">What was seen and what the rule is.</param>
/// <param name="Offset">Where in the expression's text, in UTF-16 code units.</param>
/// <param name="Length">How many units of the text the failing part has.</param>
public sealed record EvaluationError(string Code, string Message, int Offset, int Length);
