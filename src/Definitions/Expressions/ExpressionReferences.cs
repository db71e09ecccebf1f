using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions;

/// <summary>Finds what an expression reads from outside.</summary>
public static class ExpressionReferences
{
    /// <summary>Returns every path that starts at a name which no macro declares, in the order of the text.</summary>
    /// <remarks>A path goes as far as fields and constant text keys go: <c>steps.a.outputs['b']</c> has the path a,
    /// outputs, b,
    /// and <c>steps[parameters.which]</c> gives <c>steps</c> alone and <c>parameters.which</c>.</remarks>
    public static IReadOnlyList<Reference> Of(Expression expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        var found = new List<Reference>();
        Visit(expression, [], found);
        return found;
    }

    private static void Visit(Expression node, ImmutableHashSet<string> local, List<Reference> found)
    {
        if (PathOf(node, local) is { } reference)
        {
            found.Add(reference);
            return;
        }

        switch (node)
        {
            case Expression.Comprehension macro:
                Visit(macro.Range, local, found);
                var inner = local.Add(macro.Variable);
                if (macro.SecondVariable is not null) inner = inner.Add(macro.SecondVariable);
                if (macro.Filter is not null) Visit(macro.Filter, inner, found);
                Visit(macro.Body, inner, found);
                break;
            case Expression.Bind bind:
                Visit(bind.Value, local, found);
                Visit(bind.Body, local.Add(bind.Variable), found);
                break;
            default:
                foreach (var child in node.Children) Visit(child, local, found);
                break;
        }
    }

    private static Reference? PathOf(Expression node, ImmutableHashSet<string> local)
    {
        var path = ImmutableArray.CreateBuilder<string>();
        for (var at = node; ;)
        {
            switch (at)
            {
                case Expression.Identifier name:
                    if (!name.Absolute && local.Contains(name.Name)) return null;
                    if (path.Count == 0 && Evaluation.NameLookup.IsTypeName(name.Name)) return null;
                    path.Reverse();
                    return new Reference(name.Name, path.ToImmutable(), node.Span);
                case Expression.Select select:
                    path.Add(select.Field);
                    at = select.Operand;
                    break;
                case Expression.Has has:
                    path.Add(has.Field);
                    at = has.Operand;
                    break;
                case Expression.Index { Key: Expression.Literal { Value: Value.Text key } } index:
                    path.Add(key.Content);
                    at = index.Operand;
                    break;
                default:
                    return null;
            }
        }
    }
}
