using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Functions;
using Pipelines.Definitions.Expressions.Parsing;
using Locals = System.Collections.Immutable.ImmutableDictionary<string, Pipelines.Definitions.Expressions.CelType>;

namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Functions and operators.</summary>
internal sealed partial class Inference
{
    private const int ShownForms = 4;

    private CelType Call(Expression.Call call, Locals local)
    {
        var arguments = ImmutableArray.CreateBuilder<CelType>();
        if (call.Target is not null) arguments.Add(Known(call.Target, local));
        foreach (var argument in call.Arguments) arguments.Add(Known(argument, local));
        var member = call.Target is not null;
        var found = environment.Functions.TryGetValue(call.Function, out var own)
            ? own
            : FunctionLibrary.Find(call.Function);
        var forms = found.Where(f => f.IsMember == member).ToList();
        if (forms.Count == 0) return UnknownFunction(call, found.Length > 0);
        CelType? result = null;
        foreach (var form in forms.Where(f => f.TakesCount(arguments.Count)))
        {
            var types = _unifier.Instantiate(
                [.. Enumerable.Range(0, arguments.Count).Select(form.ParameterAt), form.Result]);
            if (!_unifier.Assign(types[..^1], arguments)) continue;
            var type = _unifier.Resolve(types[^1]);
            if (result is null) result = type;
            else if (!result.Equals(type)) result = arguments.Any(IsOpen) || result.IsDyn ? CelType.Dyn : result;
        }

        return result ?? Fault(
            ExpressionCodes.NoOverload,
            call.Span,
            $"{call.Function} does not take ({string.Join(", ", arguments.Select(Plain))})",
            $"it takes {string.Join(" or ", forms.Take(ShownForms).Select(Parameters))}");
    }

    private static string Parameters(Overload form) =>
        $"({string.Join(", ", form.Parameters)}{(form.Repeats ? ", …" : "")})";

    private CelType UnknownFunction(Expression.Call call, bool otherForm)
    {
        var hint = call.Function switch
        {
            "all" or "exists" or "exists_one" or "existsOne" or "map" or "filter"
                or "transformList" or "transformMap" or "optMap" or "optFlatMap" =>
                $"it is a macro: items.{call.Function}(item, …)",
            _ when otherForm => call.Target is null ? $"write x.{call.Function}(…)" : $"write {call.Function}(x, …)",
            _ => Suggestion.For(call.Function, FunctionLibrary.Names),
        };
        return Fault(
            ExpressionCodes.UnknownFunction,
            call.FunctionSpan,
            $"there is no function '{call.Function}' of this form",
            hint);
    }

    private CelType Unary(Expression.Unary unary, Locals local)
    {
        var operand = Known(unary.Operand, local);
        if (unary.Operator == UnaryOperator.Not)
        {
            if (!_unifier.Assign(CelType.Bool, operand))
            {
                Fault(ExpressionCodes.NoOverload, unary.Span, $"! takes bool, not {Plain(operand)}");
            }

            return CelType.Bool;
        }

        return operand == CelType.Int || operand == CelType.Double || IsOpen(operand)
            ? operand
            : Fault(ExpressionCodes.NoOverload, unary.Span, $"- takes int or double, not {Plain(operand)}");
    }

    private CelType Binary(Expression.Binary binary, Locals local)
    {
        var before = Faults.Count;
        var left = Known(binary.Left, local);

        // What follows the hyphen is part of the name that was meant: no second fault for it.
        if (binary.Operator == BinaryOperator.Subtract
            && Faults.Skip(before).Any(f => f.Hint?.StartsWith(HyphenHint, StringComparison.Ordinal) == true))
        {
            return CelType.Dyn;
        }

        var right = Known(binary.Right, local);
        if (binary.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            Truth(binary.Left, left, Operators.SignOf(binary.Operator));
            Truth(binary.Right, right, Operators.SignOf(binary.Operator));
            return CelType.Bool;
        }

        CelType? result = null;
        foreach (var form in OperatorTypes.Of(binary.Operator))
        {
            var types = _unifier.Instantiate(form);
            if (!_unifier.Assign(types[..2], [left, right])) continue;
            var type = _unifier.Resolve(types[2]);
            if (result is null) result = type;
            else if (!result.Equals(type)) return CelType.Dyn;
        }

        return result ?? Mixed(binary, left, right);
    }

    /// <summary>Equality goes with null and across number types; everything else is a fault.</summary>
    private CelType Mixed(Expression.Binary binary, CelType left, CelType right)
    {
        var equality = binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual;
        if (equality && (left == CelType.Null || right == CelType.Null)) return CelType.Bool;
        var numbers = OperatorTypes.IsNumber(left) && OperatorTypes.IsNumber(right);
        if (equality && numbers) return CelType.Bool;
        if (binary.Operator == BinaryOperator.In
            && right is CelType.Named { Parameters: [{ } element, ..] }
            && OperatorTypes.IsNumber(left)
            && OperatorTypes.IsNumber(element))
        {
            return CelType.Bool;
        }

        var sign = Operators.SignOf(binary.Operator);
        var text = left == CelType.Text || right == CelType.Text;
        return Fault(
            ExpressionCodes.NoOverload,
            binary.OperatorSpan,
            equality
                ? $"{Plain(left)} and {Plain(right)} are never equal"
                : $"{sign} does not take {Plain(left)} and {Plain(right)}",
            numbers ? $"make both the same: double({Shown(left == CelType.Double ? binary.Right : binary.Left)})"
                : binary.Operator == BinaryOperator.Add && text ? "make it text: string(…)"
                : null);
    }

    private void Truth(Expression node, CelType type, string sign)
    {
        if (!_unifier.Assign(CelType.Bool, type))
        {
            Fault(ExpressionCodes.NoOverload, node.Span, $"{sign} takes bool, not {Plain(type)}");
        }
    }

    private CelType Conditional(Expression.Conditional conditional, Locals local)
    {
        Truth(conditional.Test, Known(conditional.Test, local), "?");
        return _unifier.Join(Known(conditional.WhenTrue, local), Known(conditional.WhenFalse, local));
    }
}
