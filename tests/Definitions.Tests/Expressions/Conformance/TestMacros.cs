using System.Text.RegularExpressions;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions.Conformance;

/// <summary>The data's macros for tests of optimizers, turned into plain names and <c>cel.bind</c>.</summary>
public static partial class TestMacros
{
    /// <summary>Gives the macros for variables plain names.</summary>
    public static string Rename(string text) =>
        Index().Replace(Variable().Replace(text, "at_${kind}_${depth}_${number}"), "at_index_${number}");

    /// <summary>Turns <c>cel.block([a, b], body)</c> into nested bindings.</summary>
    public static Expression Expand(Expression expression) =>
        expression is Expression.Call { Target: Expression.Identifier { Name: "cel" }, Function: "block", Arguments: [Expression.ListLiteral list, { } body] }
            ? list.Elements.Select((element, i) => (element, i)).Reverse().Aggregate(body, (inner, slot) =>
                new Expression.Bind($"at_index_{slot.i}", slot.element.Value, inner) { Span = expression.Span })
            : expression;

    [GeneratedRegex(@"cel\.(?<kind>iterVar|accuVar)\((?<depth>\d+), *(?<number>\d+)\)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"cel\.index\((?<number>\d+)\)")]
    private static partial Regex Index();
}
