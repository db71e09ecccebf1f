namespace Pipelines.Definitions.Expressions;

/// <summary>What parsing gave.</summary>
/// <param name="Expression">The tree; null exactly when there are faults.</param>
/// <param name="Faults">What is wrong, in the order of the text; empty when nothing is.</param>
public sealed record ParseResult(Expression? Expression, IReadOnlyList<ExpressionFault> Faults);
