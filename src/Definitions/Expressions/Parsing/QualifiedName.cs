namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>Chains of plain names, such as <c>google.protobuf.Timestamp</c>.</summary>
internal static class QualifiedName
{
    /// <summary>Returns the names joined by dots; null when the expression is anything but a chain of names.</summary>
    public static string? Of(Expression expression) => expression switch
    {
        Expression.Identifier name => name.Name,
        Expression.Select { Optional: false } select when Of(select.Operand) is { } prefix =>
            $"{prefix}.{select.Field}",
        _ => null,
    };

    /// <summary>Returns the first name of the chain; null when the expression is no chain of names.</summary>
    public static Expression.Identifier? RootOf(Expression expression)
    {
        while (expression is Expression.Select { Optional: false } select) expression = select.Operand;
        return expression as Expression.Identifier;
    }
}
