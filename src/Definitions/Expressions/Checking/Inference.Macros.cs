using Locals = System.Collections.Immutable.ImmutableDictionary<string, Pipelines.Definitions.Expressions.CelType>;

namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Elements of literals, and macros.</summary>
internal sealed partial class Inference
{
    private CelType Elements(IEnumerable<(Expression Node, bool Optional)> nodes, Locals local)
    {
        CelType? joined = null;
        foreach (var (node, optional) in nodes)
        {
            var type = Known(node, local);
            if (optional)
            {
                var held = _unifier.Fresh();
                if (!_unifier.Assign(OptionalOf(held), type))
                {
                    Fault(ExpressionCodes.WrongType, node.Span, $"? needs an optional value, not {Plain(type)}");
                }

                type = _unifier.Resolve(held);
            }

            joined = joined is null ? type : _unifier.Join(joined, type);
        }

        return joined ?? _unifier.Fresh();
    }

    private CelType Comprehension(Expression.Comprehension macro, Locals local)
    {
        var range = Known(macro.Range, local);
        if (macro.Kind is ComprehensionKind.OptionalMap or ComprehensionKind.OptionalFlatMap)
        {
            return Optional(macro, range, local);
        }

        var (key, value) = range switch
        {
            CelType.Named { Name: "list" } list =>
                (CelType.Int, list.Parameters.IsEmpty ? CelType.Dyn : list.Parameters[0]),
            CelType.Named { Name: "map", Parameters: [{ } keys, { } values] } => (keys, values),
            CelType.Record => (CelType.Text, CelType.Dyn),
            CelType.Parameter or CelType.Named { Name: "dyn" or "map" } => (CelType.Dyn, CelType.Dyn),
            _ => (NoRange(macro.Range, range), CelType.Dyn),
        };
        var isList = range is CelType.Named { Name: "list" };
        var single = isList ? value : key;
        var inner = macro.SecondVariable is null
            ? local.SetItem(macro.Variable, single)
            : local.SetItem(macro.Variable, key).SetItem(macro.SecondVariable, value);
        if (macro.Filter is not null) Test(macro.Filter, inner);
        switch (macro.Kind)
        {
            case ComprehensionKind.Map or ComprehensionKind.TransformList:
                return CelType.List(Known(macro.Body, inner));
            case ComprehensionKind.TransformMap:
                return CelType.Map(key, Known(macro.Body, inner));
            case ComprehensionKind.Filter:
                Test(macro.Body, inner);
                return CelType.List(single);
            default:
                Test(macro.Body, inner);
                return CelType.Bool;
        }
    }

    private CelType NoRange(Expression node, CelType type) =>
        Fault(ExpressionCodes.WrongType, node.Span, $"the macro needs a list or a map, not {Plain(type)}");

    private CelType Optional(Expression.Comprehension macro, CelType range, Locals local)
    {
        var held = _unifier.Fresh();
        if (!_unifier.Assign(OptionalOf(held), range))
        {
            Fault(
                ExpressionCodes.WrongType,
                macro.Range.Span,
                $"the macro needs an optional value, not {Plain(range)}");
        }

        var body = Known(macro.Body, local.SetItem(macro.Variable, held));
        return macro.Kind == ComprehensionKind.OptionalMap ? OptionalOf(body) : body;
    }

    private void Test(Expression test, Locals local)
    {
        var type = Known(test, local);
        if (!_unifier.Assign(CelType.Bool, type))
        {
            Fault(ExpressionCodes.WrongType, test.Span, $"the test gives {Plain(type)}; it must give bool");
        }
    }
}
