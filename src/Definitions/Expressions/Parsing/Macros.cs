using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions.Parsing;

/// <summary>Recognizes the calls that are macros, by name and number of arguments.</summary>
internal static class Macros
{
    public static Expression Has(ImmutableArray<Expression> arguments, TextSpan name, TextSpan span)
    {
        if (arguments is [Expression.Select select])
        {
            return new Expression.Has(
                select.Operand, select.Field, select.Optional) { Span = span, FieldSpan = select.FieldSpan };
        }

        throw new SyntaxException(
            ExpressionCodes.Macro,
            name,
            "has takes one field access, such as has(x.field)",
            "ask for a key with in: 'key' in x");
    }

    /// <summary>Returns what the macro stands for; null when the call is no macro.</summary>
    public static Expression? Expand(Expression target, Token name, ImmutableArray<Expression> arguments, TextSpan span)
    {
        if (name.Text == "bind" && target is Expression.Identifier { Name: "cel" })
        {
            if (arguments.Length != 3) throw Wrong(name, "cel.bind takes a name, its value and an expression");
            return new Expression.Bind(Variable(arguments[0], name), arguments[1], arguments[2]) { Span = span };
        }

        ComprehensionKind? kind = (name.Text, arguments.Length) switch
        {
            ("all", 2 or 3) => ComprehensionKind.All,
            ("exists", 2 or 3) => ComprehensionKind.Exists,
            ("exists_one" or "existsOne", 2 or 3) => ComprehensionKind.ExistsOne,
            ("map", 2 or 3) => ComprehensionKind.Map,
            ("filter", 2) => ComprehensionKind.Filter,
            ("transformList", 3 or 4) => ComprehensionKind.TransformList,
            ("transformMap", 3 or 4) => ComprehensionKind.TransformMap,
            ("optMap", 2) => ComprehensionKind.OptionalMap,
            ("optFlatMap", 2) => ComprehensionKind.OptionalFlatMap,
            _ => null,
        };
        if (kind is null) return null;
        var two = kind is ComprehensionKind.TransformList or ComprehensionKind.TransformMap
            || (arguments.Length == 3
                && kind is ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne);
        var variables = two ? 2 : 1;
        var variable = Variable(arguments[0], name);
        var second = two ? Variable(arguments[1], name) : null;
        if (variable == second) throw Wrong(name, $"both variables are named '{second}'");
        var filter = arguments.Length == variables + 2 ? arguments[variables] : null;
        return new Expression.Comprehension(
            kind.Value, target, variable, second, filter, arguments[^1]) { Span = span };
    }

    private static string Variable(Expression argument, Token macro) =>
        argument is Expression.Identifier { Absolute: false } name
            ? name.Name
            : throw new SyntaxException(
                ExpressionCodes.Macro,
                argument.Span,
                $"{macro.Text} needs a plain name for its variable here",
                $"such as items.{macro.Text}(item, …)");

    private static SyntaxException Wrong(Token name, string message) => new(ExpressionCodes.Macro, name.Span, message);
}
