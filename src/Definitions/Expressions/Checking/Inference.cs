using Pipelines.Definitions.Expressions.Evaluation;
using Pipelines.Definitions.Expressions.Parsing;
using Locals = System.Collections.Immutable.ImmutableDictionary<string, Pipelines.Definitions.Expressions.CelType>;

namespace Pipelines.Definitions.Expressions.Checking;

/// <summary>Finds the type of every node, and what does not go together.</summary>
internal sealed partial class Inference(TypeEnvironment environment)
{
    private const string HyphenHint = "a name with a hyphen is written";
    private readonly Unifier _unifier = new();

    public List<ExpressionFault> Faults { get; } = [];

    public CelType TypeOf(Expression expression) => _unifier.Resolve(Visit(expression, Locals.Empty), freeToDyn: true);

    private CelType Visit(Expression node, Locals local) => node switch
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

    private CelType Known(Expression node, Locals local) => _unifier.Resolve(Visit(node, local));

    private CelType Name(Expression.Identifier name, Locals local)
    {
        if (!name.Absolute && local.TryGetValue(name.Name, out var variable)) return variable;
        if (Declared(name.Name, name.Absolute) is { } declared) return declared;
        var names = environment.Names.Concat(local.Keys).ToList();
        return Fault(
            ExpressionCodes.UnknownName,
            name.Span,
            names.Count == 0
                ? $"there is no name '{name.Name}' here"
                : $"there is no name '{name.Name}' here; there are {Suggestion.List(names)}",
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

    private CelType Select(Expression.Select select, Locals local)
    {
        if (Qualified(select, local) is { } qualified) return qualified;
        var operand = Known(select.Operand, local);
        var isOptional = operand is CelType.Named { Name: "optional_type" };
        var field = FieldOf(
            select.Operand,
            isOptional ? ((CelType.Named)operand).Parameters[0] : operand,
            select.Field,
            select.FieldSpan);
        return select.Optional || isOptional ? OptionalOf(field) : field;
    }

    private CelType? Qualified(Expression.Select select, Locals local)
    {
        if (!environment.HasQualifiedNames && select.Field is not ("Timestamp" or "Duration" or "IP" or "CIDR"))
        {
            return null;
        }

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
                var hyphenated = record.Fields.Keys
                    .Where(k => k.StartsWith(field + "-", StringComparison.Ordinal))
                    .Min(StringComparer.Ordinal);
                return Fault(
                    ExpressionCodes.UnknownField,
                    at,
                    record.Fields.Count == 0
                        ? $"{Shown(operand)} has no field '{field}': it has no fields"
                        : $"{Shown(operand)} has no field '{field}'; it has {Suggestion.List(record.Fields.Keys)}",
                    hyphenated is not null
                        ? $"{HyphenHint} {Shown(operand)}['{hyphenated}']"
                        : Suggestion.For(field, record.Fields.Keys));
            case CelType.Named { Name: "map", Parameters: [{ } key, { } value] } when _unifier.Assign(
                key, CelType.Text):
                return value;
            case CelType.Parameter or CelType.Named { Name: "dyn" } or CelType.Named { Name: "map", Parameters.IsEmpty: true }:
                return CelType.Dyn;
            default:
                return Fault(
                    ExpressionCodes.UnknownField,
                    at,
                    $"{Shown(operand)} is {type}, which has no field '{field}'");
        }
    }

    private CelType Has(Expression.Has has, Locals local)
    {
        var operand = Known(has.Operand, local);
        if (operand is CelType.Named { Name: "optional_type" } optional) operand = optional.Parameters[0];
        FieldOf(has.Operand, operand, has.Field, has.FieldSpan);
        return CelType.Bool;
    }

    private CelType Index(Expression.Index index, Locals local)
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
                return Fault(
                    ExpressionCodes.WrongType,
                    index.Key.Span,
                    $"{Shown(index.Operand)} is asked for by name (string), not by {key}");
            case CelType.Named { Name: "list" } list:
                var element = list.Parameters.IsEmpty ? CelType.Dyn : list.Parameters[0];
                if (_unifier.Assign(CelType.Int, key) || key == CelType.UInt) return element;
                return Fault(ExpressionCodes.WrongType, index.Key.Span, $"a list takes an int as index, not {key}");
            case CelType.Named { Name: "map", Parameters: [{ } keys, { } values] }:
                if (_unifier.Assign(keys, key) || (OperatorTypes.IsNumber(keys) && OperatorTypes.IsNumber(key)))
                {
                    return values;
                }

                return Fault(
                    ExpressionCodes.WrongType,
                    index.Key.Span,
                    $"the keys of {Shown(index.Operand)} are {keys}, not {key}");
            case CelType.Parameter or CelType.Named { Name: "dyn" or "map" }:
                return CelType.Dyn;
            default:
                return Fault(
                    ExpressionCodes.WrongType,
                    index.Operand.Span,
                    $"{Shown(index.Operand)} is {operand}, which has no elements");
        }
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
