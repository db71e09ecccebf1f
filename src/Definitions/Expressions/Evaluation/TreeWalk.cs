using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Functions;
using Pipelines.Definitions.Expressions.Parsing;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Evaluates a tree node by node. Its recursion is as deep as the tree, which the parser bounds.</summary>
internal sealed class TreeWalk(IBindings bindings, Meter meter)
{
    public Result Evaluate(Expression node, Scope? scope)
    {
        if (meter.Step() is { } exhausted) return exhausted with { At = node.Span };
        var result = node switch
        {
            Expression.Literal literal => literal.Value,
            Expression.Identifier name => Name(name, scope),
            Expression.Select select => Select(select, scope),
            Expression.Has has => Has(has, scope),
            Expression.Index index => Index(index, scope),
            Expression.Call call => Call(call, scope),
            Expression.Unary unary => Unary(unary, scope),
            Expression.Binary binary => Binary(binary, scope),
            Expression.Conditional conditional => Conditional(conditional, scope),
            Expression.ListLiteral list => List(list, scope),
            Expression.MapLiteral map => Map(map, scope),
            Expression.Comprehension macro => new Comprehensions(this, meter).Evaluate(macro, scope),
            Expression.Bind bind => Bind(bind, scope),
            _ => throw new InvalidOperationException($"{node.GetType().Name} is a node that evaluation does not know."),
        };
        return result.Failure is { At: null } failure ? failure with { At = node.Span } : result;
    }

    private Result Name(Expression.Identifier name, Scope? scope)
    {
        var value = (
            name.Absolute ? null : Scope.Find(scope, name.Name)) ?? NameLookup.Find(bindings,
            name.Name,
            name.Absolute);
        return value is null ? new Failure(ExpressionCodes.NoSuchName, $"'{name.Name}' has no value here") : value;
    }

    private Result Select(Expression.Select select, Scope? scope)
    {
        if (Qualified(select, scope) is { } qualified) return qualified;
        if (Evaluate(select.Operand, scope).Failed(out var failure, out var operand)) return failure;
        var result = Access.Field(operand, select.Field, select.Optional);
        return result.Failure is { At: null } missing ? missing with { At = select.FieldSpan } : result;
    }

    /// <summary>A chain of names may be one name with dots: a variable in a namespace, or a type.</summary>
    private Value? Qualified(Expression.Select select, Scope? scope)
    {
        if (bindings is not INamespacedBindings && select.Field is not ("Timestamp" or "Duration" or "IP" or "CIDR"))
        {
            return null;
        }

        if (QualifiedName.Of(select) is not { } name || QualifiedName.RootOf(select) is not { } root) return null;
        return !root.Absolute && Scope.Find(scope, root.Name) is not null
            ? null
            : NameLookup.Find(bindings, name, root.Absolute);
    }

    private Result Has(Expression.Has has, Scope? scope)
    {
        if (Evaluate(has.Operand, scope).Failed(out var failure, out var operand)) return failure;
        return Access.HasField(operand, has.Field);
    }

    private Result Index(Expression.Index index, Scope? scope)
    {
        if (Evaluate(index.Operand, scope).Failed(out var failure, out var operand)) return failure;
        if (Evaluate(index.Key, scope).Failed(out failure, out var key)) return failure;
        return Access.Element(operand, key, index.Optional);
    }

    private Result Call(Expression.Call call, Scope? scope)
    {
        var member = call.Target is null ? 0 : 1;
        var arguments = new Value[call.Arguments.Length + member];
        if (call.Target is not null)
        {
            if (Evaluate(call.Target, scope).Failed(out var failure, out var target)) return failure;
            arguments[0] = target;
        }

        for (var i = 0; i < call.Arguments.Length; i++)
        {
            if (Evaluate(call.Arguments[i], scope).Failed(out var failure, out var argument)) return failure;
            arguments[i + member] = argument;
        }

        var result = FunctionLibrary.Invoke(meter, call.Function, call.Target is not null, arguments);
        return result.Value is { } value ? meter.Bounded(value) : result;
    }

    private Result Unary(Expression.Unary unary, Scope? scope)
    {
        if (Evaluate(unary.Operand, scope).Failed(out var failure, out var operand)) return failure;
        if (unary.Operator == UnaryOperator.Negate) return Arithmetic.Negate(operand);
        return operand is Value.Bool truth ? !truth.Truth : Failure.NoOverload("!", operand);
    }

    private Result Binary(Expression.Binary binary, Scope? scope)
    {
        if (binary.Operator is BinaryOperator.And or BinaryOperator.Or) return Logic(binary, scope);
        if (Evaluate(binary.Left, scope).Failed(out var failure, out var left)) return failure;
        if (Evaluate(binary.Right, scope).Failed(out failure, out var right)) return failure;
        switch (binary.Operator)
        {
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                if (meter.ChargeUnits(Math.Min(left.Weight, right.Weight)) is { } costly) return costly;
                return Comparison.AreEqual(left, right) == (binary.Operator == BinaryOperator.Equal);
            case BinaryOperator.In:
                return Access.Contains(meter, left, right);
            case BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual:
                if (meter.ChargeUnits(Math.Min(left.Weight, right.Weight)) is { } expensive) return expensive;
                var order = Comparison.Order(left, right, out var unordered);
                return unordered is null
                    ? binary.Operator switch
                    {
                        BinaryOperator.Less => order < 0,
                        BinaryOperator.LessOrEqual => order <= 0,
                        BinaryOperator.Greater => order > 0,
                        _ => order >= 0,
                    }
                    : Failure.NoOverload(Operators.SignOf(binary.Operator), left, right);
            default:
                return Arithmetic.Apply(meter, binary.Operator, left, right);
        }
    }

    /// <summary>The side that decides wins over an error on the other side, whichever comes first.</summary>
    private Result Logic(Expression.Binary binary, Scope? scope)
    {
        var decisive = binary.Operator == BinaryOperator.Or;
        var left = Truth(binary.Left, binary.Operator, scope);
        if (left.Failure is { Fatal: true } || left.Value is Value.Bool first && first.Truth == decisive) return left;
        var right = Truth(binary.Right, binary.Operator, scope);
        if (right.Failure is { Fatal: true } || right.Value is Value.Bool second && second.Truth == decisive)
        {
            return right;
        }

        return left.Failure is null ? right : left;
    }

    private Result Truth(Expression operand, BinaryOperator which, Scope? scope)
    {
        var result = Evaluate(operand, scope);
        if (result.Failed(out _, out var value) || value is Value.Bool) return result;
        return new Failure(
            ExpressionCodes.NoSuchOverload,
            $"{Operators.SignOf(which)} takes bool, not {value.TypeName}",
            operand.Span);
    }

    private Result Conditional(Expression.Conditional conditional, Scope? scope)
    {
        if (Evaluate(conditional.Test, scope).Failed(out var failure, out var test)) return failure;
        if (test is Value.Bool truth)
        {
            return Evaluate(truth.Truth ? conditional.WhenTrue : conditional.WhenFalse, scope);
        }

        return new Failure(
            ExpressionCodes.NoSuchOverload,
            $"? needs a bool in front, not {test.TypeName}",
            conditional.Test.Span);
    }

    private Result List(Expression.ListLiteral list, Scope? scope)
    {
        var items = ImmutableArray.CreateBuilder<Value>(list.Elements.Length);
        foreach (var element in list.Elements)
        {
            if (Evaluate(element.Value, scope).Failed(out var failure, out var item)) return failure;
            if (!element.Optional) items.Add(item);
            else if (item is not Value.Optional optional) return NotOptional(element.Value, item);
            else if (optional.Held is not null) items.Add(optional.Held);
        }

        return meter.Bounded(new Value.List(items.DrainToImmutable()));
    }

    private Result Map(Expression.MapLiteral map, Scope? scope)
    {
        var keys = new HashSet<Value>(MapKey.Comparer);
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<Value, Value>>(map.Entries.Length);
        foreach (var entry in map.Entries)
        {
            if (Evaluate(entry.Key, scope).Failed(out var failure, out var key)) return failure;
            if (Evaluate(entry.Value, scope).Failed(out failure, out var value)) return failure;
            if (!MapKey.IsAllowed(key))
            {
                return new Failure(
                    ExpressionCodes.MapKey,
                    $"a {key.TypeName} cannot be a key; keys are bool, int, uint or string",
                    entry.Key.Span);
            }

            if (entry.Optional)
            {
                if (value is not Value.Optional optional) return NotOptional(entry.Value, value);
                if (optional.Held is null) continue;
                value = optional.Held;
            }

            if (!keys.Add(key))
            {
                return new Failure(ExpressionCodes.MapKey, "the map has this key twice", entry.Key.Span);
            }

            entries.Add(KeyValuePair.Create(key, value));
        }

        return meter.Bounded(new Value.Map(new MapEntries(entries.DrainToImmutable())));
    }

    private static Failure NotOptional(Expression at, Value value) =>
        new(ExpressionCodes.NoSuchOverload, $"? needs an optional value, not {value.TypeName}", at.Span);

    private Result Bind(Expression.Bind bind, Scope? scope) =>
        Evaluate(bind.Value, scope).Failed(out var failure, out var value)
            ? failure
            : Evaluate(bind.Body, new Scope(bind.Variable, value, scope));
}
