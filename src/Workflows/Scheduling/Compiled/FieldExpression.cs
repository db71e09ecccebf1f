using Pipelines.Definitions.Expressions;
using Pipelines.Workflows.Scheduling.Binding;

namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>A field that is an expression as it stands and has to be true or false: <c>when</c>, <c>if</c>.</summary>
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

    /// <summary>Evaluates it.</summary>
    /// <exception cref="FieldException">It has no value, or another than true or false.</exception>
    public bool IsTrue(FlowBindings bindings) => Evaluator.Evaluate(_expression, bindings) switch
    {
        Outcome.Success { Value: Value.Bool truth } => truth.Truth,
        Outcome.Success other => throw new FieldException(
            $"{_field}: '{Shown.Cut(_text)}' is of type {other.Value.TypeName}; it must be true or false"),
        Outcome.Failure failure => throw new FieldException($"{_field}: '{Shown.Cut(_text)}': {failure.Error.Message}"
            + bindings.Explain(ExpressionReferences.Of(_expression))),
        _ => throw new InvalidOperationException("An outcome is a success or a failure."),
    };
}
