using System.Collections.Immutable;
using Pipelines.Definitions.Expressions.Evaluation;
using Pipelines.Definitions.Expressions.Functions;
using Pipelines.Definitions.Expressions.Parsing;

namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Finds the type of every node, and what does not go together.</summary>
internal sealed class Inference(TypeEnvironment environment)
{
    private const string HyphenHint = "a name with a hyphen is written";
    private readonly Unifier _unifier = new();

    public List<ExpressionFault> Faults { get; } = [];

    public CelType TypeOf(Expression expression) => _unifier.Resolve(Visit(expression, ImmutableDictionary<string, CelType>.Empty), freeToDyn: true);

    private CelType Visit(Expression node, ImmutableDictionary<string, CelType> local) => node switch
    {
        Expression.Literal literal => ValueTypes.Of(literal.Value),
        Expression.Identifier name => Name(name, local),
        Expression.Select select => Select(select, local),
        Expression.Has has => Has(has, local),
        Expression.Index index => Index(index, local),
        Expression.Call call => Call(call, local),
        Expression.Unary unary => Unary(unary, local),
        Expression.Binary binary => Binary(binary, local),
        Expression.Conditional conditional => Conditional(conditional, local),
        Expression.ListLiteral list => CelType.List(Elements(list.Elements.Select(e => (e.Value, e.Optional)), local)),
        Expression.MapLiteral map => CelType.Map(
            Elements(map.Entries.Select(e => (e.Key, false)), local),
            Elements(map.Entries.Select(e => (e.Value, e.Optional)), local)),
        Expression.Comprehension macro => Comprehension(macro, local),
        Expression.Bind bind => Visit(bind.Body, local.SetItem(bind.Variable, Visit(bind.Value, local))),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is a node that the check does not know."),
    };

    private CelType Fault(string code, TextSpan at, string message, string? hint = null)
    {
        Faults.Add(new ExpressionFault(code, at, message, hint));
        return CelType.Dyn;
    }

    private CelType Known(Expression node, ImmutableDictionary<string, CelType> local) => _unifier.Resolve(Visit(node, local));

    private CelType Name(Expression.Identifier name, ImmutableDictionary<string, CelType> local)
    {
        if (!name.Absolute && local.TryGetValue(name.Name, out var variable)) return variable;
        if (Declared(name.Name, name.Absolute) is { } declared) return declared;
        var names = environment.Names.Concat(local.Keys).ToList();
        return Fault(
            ExpressionCodes.UnknownName,
            name.Span,
            names.Count == 0 ? $"there is no name '{name.Name}' here" : $"there is no name '{name.Name}' here; there are {Suggestion.List(names)}",
            Suggestion.For(name.Name, names) ?? "text stands in quotes: '…'");
    }

    private CelType? Declared(string name, bool absolute)
    {
        foreach (var candidate in NameLookup.Candidates(absolute ? "" : environment.Container, name))
        {
            if (environment.Find(candidate) is { } type) return type;
        }

        if (!NameLookup.IsTypeName(name)) return null;
        CelType named = name switch
        {
            "google.protobuf.Timestamp" => CelType.Timestamp,
            "google.protobuf.Duration" => CelType.Duration,
            _ => new CelType.Named(name, []),
        };
        return new CelType.Named("type", [named]);
    }

    private CelType Select(Expression.Select select, ImmutableDictionary<string, CelType> local)
    {
        if (Qualified(select, local) is { } qualified) return qualified;
        var operand = Known(select.Operand, local);
        var isOptional = operand is CelType.Named { Name: "optional_type" };
        var field = FieldOf(select.Operand, isOptional ? ((CelType.Named)operand).Parameters[0] : operand, select.Field, select.FieldSpan);
        return select.Optional || isOptional ? OptionalOf(field) : field;
    }

    private CelType? Qualified(Expression.Select select, ImmutableDictionary<string, CelType> local)
    {
        if (!environment.HasQualifiedNames && select.Field is not ("Timestamp" or "Duration" or "IP" or "CIDR")) return null;
        if (QualifiedName.Of(select) is not { } name || QualifiedName.RootOf(select) is not { } root) return null;
        return !root.Absolute && local.ContainsKey(root.Name) ? null : Declared(name, root.Absolute);
    }

    private CelType FieldOf(Expression operand, CelType type, string field, TextSpan at)
    {
        switch (type)
        {
            case CelType.Record record:
                if (record.Fields.TryGetValue(field, out var known)) return known;
                if (record.Open) return CelType.Dyn;
                var hyphenated = record.Fields.Keys.Where(k => k.StartsWith(field + "-", StringComparison.Ordinal)).Order(StringComparer.Ordinal).FirstOrDefault();
                return Fault(
                    ExpressionCodes.UnknownField,
                    at,
                    record.Fields.Count == 0
                        ? $"{Shown(operand)} has no field '{field}': it has no fields"
                        : $"{Shown(operand)} has no field '{field}'; it has {Suggestion.List(record.Fields.Keys)}",
                    hyphenated is not null
                        ? $"{HyphenHint} {Shown(operand)}['{hyphenated}']"
                        : Suggestion.For(field, record.Fields.Keys));
            case CelType.Named { Name: "map", Parameters: [{ } key, { } value] } when _unifier.Assign(key, CelType.Text):
                return value;
            case CelType.Parameter or CelType.Named { Name: "dyn" } or CelType.Named { Name: "map", Parameters.IsEmpty: true }:
                return CelType.Dyn;
            default:
                return Fault(ExpressionCodes.UnknownField, at, $"{Shown(operand)} is {type}, which has no field '{field}'");
        }
    }

    private CelType Has(Expression.Has has, ImmutableDictionary<string, CelType> local)
    {
        var operand = Known(has.Operand, local);
        if (operand is CelType.Named { Name: "optional_type" } optional) operand = optional.Parameters[0];
        FieldOf(has.Operand, operand, has.Field, has.FieldSpan);
        return CelType.Bool;
    }

    private CelType Index(Expression.Index index, ImmutableDictionary<string, CelType> local)
    {
        var operand = Known(index.Operand, local);
        var key = Known(index.Key, local);
        var isOptional = operand is CelType.Named { Name: "optional_type" };
        if (isOptional) operand = ((CelType.Named)operand).Parameters[0];
        var element = ElementOf(index, operand, key);
        return index.Optional || isOptional ? OptionalOf(element) : element;
    }

    private CelType ElementOf(Expression.Index index, CelType operand, CelType key)
    {
        switch (operand)
        {
            case CelType.Record record:
                if (index.Key is Expression.Literal { Value: Value.Text text })
                {
                    return index.Optional && !record.Fields.ContainsKey(text.Content)
                        ? CelType.Dyn
                        : FieldOf(index.Operand, operand, text.Content, index.Key.Span);
                }

                if (_unifier.Assign(CelType.Text, key)) return CelType.Dyn;
                return Fault(ExpressionCodes.WrongType, index.Key.Span, $"{Shown(index.Operand)} is asked for by name (string), not by {key}");
            case CelType.Named { Name: "list" } list:
                var element = list.Parameters.IsEmpty ? CelType.Dyn : list.Parameters[0];
                if (_unifier.Assign(CelType.Int, key) || key == CelType.UInt) return element;
                return Fault(ExpressionCodes.WrongType, index.Key.Span, $"a list takes an int as index, not {key}");
            case CelType.Named { Name: "map", Parameters: [{ } keys, { } values] }:
                if (_unifier.Assign(keys, key) || (OperatorTypes.IsNumber(keys) && OperatorTypes.IsNumber(key))) return values;
                return Fault(ExpressionCodes.WrongType, index.Key.Span, $"the keys of {Shown(index.Operand)} are {keys}, not {key}");
            case CelType.Parameter or CelType.Named { Name: "dyn" or "map" }:
                return CelType.Dyn;
            default:
                return Fault(ExpressionCodes.WrongType, index.Operand.Span, $"{Shown(index.Operand)} is {operand}, which has no elements");
        }
    }

    private CelType Call(Expression.Call call, ImmutableDictionary<string, CelType> local)
    {
        var arguments = ImmutableArray.CreateBuilder<CelType>();
        if (call.Target is not null) arguments.Add(Known(call.Target, local));
        foreach (var argument in call.Arguments) arguments.Add(Known(argument, local));
        var member = call.Target is not null;
        var found = environment.Functions.TryGetValue(call.Function, out var own) ? own : FunctionLibrary.Find(call.Function);
        var forms = found.Where(f => f.IsMember == member).ToList();
        if (forms.Count == 0) return UnknownFunction(call, found.Length > 0);
        CelType? result = null;
        foreach (var form in forms.Where(f => f.TakesCount(arguments.Count)))
        {
            var types = _unifier.Instantiate([.. Enumerable.Range(0, arguments.Count).Select(form.ParameterAt), form.Result]);
            if (!_unifier.Assign(types[..^1], arguments)) continue;
            var type = _unifier.Resolve(types[^1]);
            if (result is null) result = type;
            else if (!result.Equals(type)) result = arguments.Any(IsOpen) || result.IsDyn ? CelType.Dyn : result;
        }

        return result ?? Fault(
            ExpressionCodes.NoOverload,
            call.Span,
            $"{call.Function} does not take ({string.Join(", ", arguments.Select(Plain))})",
            $"it takes {string.Join(" or ", forms.Take(4).Select(f => $"({string.Join(", ", f.Parameters)}{(f.Repeats ? ", …" : "")})"))}");
    }

    private CelType UnknownFunction(Expression.Call call, bool otherForm)
    {
        var hint = call.Function switch
        {
            "all" or "exists" or "exists_one" or "existsOne" or "map" or "filter" or "transformList" or "transformMap" or "optMap" or "optFlatMap" =>
                $"it is a macro: items.{call.Function}(item, …)",
            _ when otherForm => call.Target is null ? $"write x.{call.Function}(…)" : $"write {call.Function}(x, …)",
            _ => Suggestion.For(call.Function, FunctionLibrary.Names),
        };
        return Fault(ExpressionCodes.UnknownFunction, call.FunctionSpan, $"there is no function '{call.Function}' of this form", hint);
    }

    private CelType Unary(Expression.Unary unary, ImmutableDictionary<string, CelType> local)
    {
        var operand = Known(unary.Operand, local);
        if (unary.Operator == UnaryOperator.Not)
        {
            if (!_unifier.Assign(CelType.Bool, operand)) Fault(ExpressionCodes.NoOverload, unary.Span, $"! takes bool, not {Plain(operand)}");
            return CelType.Bool;
        }

        return operand == CelType.Int || operand == CelType.Double || IsOpen(operand)
            ? operand
            : Fault(ExpressionCodes.NoOverload, unary.Span, $"- takes int or double, not {Plain(operand)}");
    }

    private CelType Binary(Expression.Binary binary, ImmutableDictionary<string, CelType> local)
    {
        var before = Faults.Count;
        var left = Known(binary.Left, local);

        // What follows the hyphen is part of the name that was meant: no second fault for it.
        if (binary.Operator == BinaryOperator.Subtract && Faults.Skip(before).Any(f => f.Hint?.StartsWith(HyphenHint, StringComparison.Ordinal) == true))
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
        return Fault(
            ExpressionCodes.NoOverload,
            binary.OperatorSpan,
            equality
                ? $"{Plain(left)} and {Plain(right)} are never equal"
                : $"{sign} does not take {Plain(left)} and {Plain(right)}",
            numbers ? $"make both the same: {(left == CelType.Double ? $"double({Shown(binary.Right)})" : $"double({Shown(binary.Left)})")}"
                : binary.Operator == BinaryOperator.Add && (left == CelType.Text || right == CelType.Text) ? "make it text: string(…)"
                : null);
    }

    private void Truth(Expression node, CelType type, string sign)
    {
        if (!_unifier.Assign(CelType.Bool, type)) Fault(ExpressionCodes.NoOverload, node.Span, $"{sign} takes bool, not {Plain(type)}");
    }

    private CelType Conditional(Expression.Conditional conditional, ImmutableDictionary<string, CelType> local)
    {
        Truth(conditional.Test, Known(conditional.Test, local), "?");
        return _unifier.Join(Known(conditional.WhenTrue, local), Known(conditional.WhenFalse, local));
    }

    private CelType Elements(IEnumerable<(Expression Node, bool Optional)> nodes, ImmutableDictionary<string, CelType> local)
    {
        CelType? joined = null;
        foreach (var (node, optional) in nodes)
        {
            var type = Known(node, local);
            if (optional)
            {
                var held = _unifier.Fresh();
                if (!_unifier.Assign(OptionalOf(held), type)) Fault(ExpressionCodes.WrongType, node.Span, $"? needs an optional value, not {Plain(type)}");
                type = _unifier.Resolve(held);
            }

            joined = joined is null ? type : _unifier.Join(joined, type);
        }

        return joined ?? _unifier.Fresh();
    }

    private CelType Comprehension(Expression.Comprehension macro, ImmutableDictionary<string, CelType> local)
    {
        var range = Known(macro.Range, local);
        if (macro.Kind is ComprehensionKind.OptionalMap or ComprehensionKind.OptionalFlatMap) return Optional(macro, range, local);
        var (key, value) = range switch
        {
            CelType.Named { Name: "list" } list => (CelType.Int, list.Parameters.IsEmpty ? CelType.Dyn : list.Parameters[0]),
            CelType.Named { Name: "map", Parameters: [{ } keys, { } values] } => (keys, values),
            CelType.Record => (CelType.Text, CelType.Dyn),
            CelType.Parameter or CelType.Named { Name: "dyn" or "map" } => (CelType.Dyn, CelType.Dyn),
            _ => (Fault(ExpressionCodes.WrongType, macro.Range.Span, $"the macro needs a list or a map, not {Plain(range)}"), CelType.Dyn),
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

    private CelType Optional(Expression.Comprehension macro, CelType range, ImmutableDictionary<string, CelType> local)
    {
        var held = _unifier.Fresh();
        if (!_unifier.Assign(OptionalOf(held), range))
        {
            Fault(ExpressionCodes.WrongType, macro.Range.Span, $"the macro needs an optional value, not {Plain(range)}");
        }

        var body = Known(macro.Body, local.SetItem(macro.Variable, held));
        return macro.Kind == ComprehensionKind.OptionalMap ? OptionalOf(body) : body;
    }

    private void Test(Expression test, ImmutableDictionary<string, CelType> local)
    {
        var type = Known(test, local);
        if (!_unifier.Assign(CelType.Bool, type)) Fault(ExpressionCodes.WrongType, test.Span, $"the test gives {Plain(type)}; it must give bool");
    }

    private static bool IsOpen(CelType type) => type is CelType.Parameter || type.IsDyn
        || (type is CelType.Named named && named.Parameters.Any(IsOpen));

    private static CelType OptionalOf(CelType type) => new CelType.Named("optional_type", [type]);

    private CelType Plain(CelType type) => _unifier.Resolve(type, freeToDyn: true);

    private static string Shown(Expression node)
    {
        var text = ExpressionPrinter.Print(node);
        return text.Length > 60 ? text[..60] + "…" : text;
    }
}
