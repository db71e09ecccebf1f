using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Binding;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A field that is an expression as it stands: <c>when</c>, <c>if</c>, <c>while</c>, <c>until</c>.</summary>
internal sealed class FieldExpression
{
    private readonly string _field;
    private readonly string _text;
    private readonly Expression _expression;

    private FieldExpression(string field, string text, Expression expression) =>
        (_field, _text, _expression) = (field, text, expression);

    /// <summary>Parses the text.</summary>
    /// <exception cref="DefinitionException">The text is no expression.</exception>
    public static FieldExpression Parse(string path, string field, string text)
    {
        var parsed = ExpressionParser.Parse(text);
        return parsed.Expression is { } expression
            ? new FieldExpression(field, text, expression)
            : throw new DefinitionException(
                DefinitionException.Invalid, $"steps.{path}.{field}: '{text}': {parsed.Faults[0].Message}");
    }

    /// <summary>What it reads.</summary>
    public IEnumerable<Reference> References => ExpressionReferences.Of(_expression);

    /// <summary>Its value.</summary>
    /// <exception cref="FieldException">It has none.</exception>
    public Value Evaluate(FlowBindings bindings) => Evaluator.Evaluate(_expression, bindings) switch
    {
        Outcome.Success success => success.Value,
        Outcome.Failure failure => throw new FieldException($"{_field}: '{Shown.Cut(_text)}': {failure.Error.Message}"
            + bindings.Explain(ExpressionReferences.Of(_expression))),
        _ => throw new InvalidOperationException("An outcome is a success or a failure."),
    };

    /// <summary>Evaluates it as a test.</summary>
    /// <exception cref="FieldException">It has no value, or another than true or false.</exception>
    public bool IsTrue(FlowBindings bindings) => Evaluate(bindings) switch
    {
        Value.Bool truth => truth.Truth,
        var other => throw new FieldException(
            $"{_field}: '{Shown.Cut(_text)}' is of type {other.TypeName}; it must be true or false"),
    };
}
