using Pipelines.Definitions.Expressions.Evaluation;

namespace Pipelines.Definitions.Expressions;

/// <summary>Evaluates expressions. Pure: the same expression, bindings and limits always give the same
/// outcome.</summary>
public static class Evaluator
{
    /// <summary>Evaluates an expression.</summary>
    /// <param name="expression">What the parser gave.</param>
    /// <param name="bindings">The values of the names.</param>
    /// <param name="limits">How much it may do; <see cref="EvaluationLimits.Default"/> when null.</param>
    public static Outcome Evaluate(Expression expression, IBindings bindings, EvaluationLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(bindings);
        return Evaluate(expression, bindings, new Meter(limits ?? EvaluationLimits.Default));
    }

    internal static Outcome Evaluate(Expression expression, IBindings bindings, Meter meter)
    {
        var result = new TreeWalk(bindings, meter).Evaluate(expression, null);
        if (!result.Failed(out var failure, out var value)) return new Outcome.Success(value);
        var at = failure.At ?? expression.Span;
        return new Outcome.Failure(new EvaluationError(failure.Code, failure.Message, at.Offset, at.Length));
    }
}
