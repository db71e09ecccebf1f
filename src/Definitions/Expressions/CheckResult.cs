namespace Pipelines.Definitions.Expressions;

/// <summary>What checking gave.</summary>
/// <param name="Type">The type of the expression's value; <see cref="CelType.Dyn"/> when it is not known or there are
/// faults.</param>
/// <param name="Faults">What is wrong, in the order of the text; empty when nothing is.</param>
public sealed record CheckResult(CelType Type, IReadOnlyList<ExpressionFault> Faults);
