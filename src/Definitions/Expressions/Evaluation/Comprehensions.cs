using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Evaluates the macros that go through a list or map, or into an optional.</summary>
internal sealed class Comprehensions(TreeWalk walk, Meter meter)
{
    public Result Evaluate(Expression.Comprehension macro, Scope? scope)
    {
        if (walk.Evaluate(macro.Range, scope).Failed(out var failure, out var range)) return failure;
        if (macro.Kind is ComprehensionKind.OptionalMap or ComprehensionKind.OptionalFlatMap)
        {
            return Optional(macro, range, scope);
        }

        if (range is not (Value.List or Value.Map))
        {
            return new Failure(
                ExpressionCodes.NoSuchOverload,
                $"the macro needs a list or a map, not {range.TypeName}",
                macro.Range.Span);
        }

        var rounds = Rounds(macro, range, scope);
        return macro.Kind switch
        {
            ComprehensionKind.All => Quantifier(macro, rounds, decisive: false),
            ComprehensionKind.Exists => Quantifier(macro, rounds, decisive: true),
            ComprehensionKind.ExistsOne => ExactlyOne(macro, rounds),
            ComprehensionKind.Filter => Filter(macro, rounds),
            ComprehensionKind.TransformMap => TransformMap(macro, rounds),
            _ => Transform(macro, rounds),
        };
    }

    private static IEnumerable<(Value Key, Scope Scope)> Rounds(
        Expression.Comprehension macro, Value range, Scope? scope)
    {
        if (range is Value.Map map)
        {
            foreach (var (key, value) in map.Entries) yield return (key, Variables(macro, key, value, scope));
            yield break;
        }

        var items = ((Value.List)range).Items;
        for (var i = 0; i < items.Length; i++)
        {
            yield return macro.SecondVariable is null
                ? (items[i], new Scope(macro.Variable, items[i], scope))
                : (new Value.Int(i), Variables(macro, new Value.Int(i), items[i], scope));
        }
    }

    private static Scope Variables(Expression.Comprehension macro, Value key, Value value, Scope? scope)
    {
        var first = new Scope(macro.Variable, key, scope);
        return macro.SecondVariable is null ? first : new Scope(macro.SecondVariable, value, first);
    }

    /// <summary>An element that decides wins over errors of the others.</summary>
    private Result Quantifier(
        Expression.Comprehension macro, IEnumerable<(Value Key, Scope Scope)> rounds, bool decisive)
    {
        Failure? first = null;
        foreach (var (_, scope) in rounds)
        {
            if (Test(macro.Body, scope).Failed(out var failure, out var truth))
            {
                if (failure.Fatal) return failure;
                first ??= failure;
            }
            else if (truth == Value.Of(decisive))
            {
                return decisive;
            }
        }

        return first is null ? !decisive : first;
    }

    private Result ExactlyOne(Expression.Comprehension macro, IEnumerable<(Value Key, Scope Scope)> rounds)
    {
        var count = 0;
        foreach (var (_, scope) in rounds)
        {
            if (Test(macro.Body, scope).Failed(out var failure, out var truth)) return failure;
            if (truth == Value.True) count++;
        }

        return count == 1;
    }

    private Result Filter(Expression.Comprehension macro, IEnumerable<(Value Key, Scope Scope)> rounds)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var (item, scope) in rounds)
        {
            if (Test(macro.Body, scope).Failed(out var failure, out var truth)) return failure;
            if (truth == Value.True) items.Add(item);
        }

        return meter.Bounded(new Value.List(items.ToImmutable()));
    }

    private Result Transform(Expression.Comprehension macro, IEnumerable<(Value Key, Scope Scope)> rounds)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (var (_, scope) in rounds)
        {
            if (Taken(macro, scope).Failed(out var failure, out var taken)) return failure;
            if (taken != Value.True) continue;
            if (walk.Evaluate(macro.Body, scope).Failed(out failure, out var item)) return failure;
            items.Add(item);
        }

        return meter.Bounded(new Value.List(items.ToImmutable()));
    }

    private Result TransformMap(Expression.Comprehension macro, IEnumerable<(Value Key, Scope Scope)> rounds)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<Value, Value>>();
        foreach (var (key, scope) in rounds)
        {
            if (Taken(macro, scope).Failed(out var failure, out var taken)) return failure;
            if (taken != Value.True) continue;
            if (walk.Evaluate(macro.Body, scope).Failed(out failure, out var value)) return failure;
            entries.Add(KeyValuePair.Create(key, value));
        }

        return meter.Bounded(new Value.Map(new MapEntries(entries.ToImmutable())));
    }

    private Result Optional(Expression.Comprehension macro, Value range, Scope? scope)
    {
        if (range is not Value.Optional optional)
        {
            return new Failure(
                ExpressionCodes.NoSuchOverload,
                $"the macro needs an optional value, not {range.TypeName}",
                macro.Range.Span);
        }

        if (optional.Held is null) return optional;
        var result = walk.Evaluate(macro.Body, new Scope(macro.Variable, optional.Held, scope));
        if (result.Failed(out var failure, out var value)) return failure;
        if (macro.Kind == ComprehensionKind.OptionalMap) return new Value.Optional(value);
        return value is Value.Optional
            ? value
            : new Failure(
                ExpressionCodes.NoSuchOverload,
                $"optFlatMap needs an optional value, not {value.TypeName}",
                macro.Body.Span);
    }

    private Result Taken(Expression.Comprehension macro, Scope scope) =>
        macro.Filter is null ? Value.True : Test(macro.Filter, scope);

    private Result Test(Expression test, Scope scope)
    {
        var result = walk.Evaluate(test, scope);
        if (result.Failed(out _, out var value) || value is Value.Bool) return result;
        return new Failure(
            ExpressionCodes.NoSuchOverload,
            $"the test gives {value.TypeName}; it must give bool",
            test.Span);
    }
}
