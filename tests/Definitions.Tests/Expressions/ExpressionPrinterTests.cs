using System.Collections;
using System.Collections.Immutable;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class ExpressionPrinterTests
{
    [Theory]
    [InlineData("(1 + 2) * 3", "(1 + 2) * 3")]
    [InlineData("1 + (2 * 3)", "1 + 2 * 3")]
    [InlineData("1 - (2 - 3)", "1 - (2 - 3)")]
    [InlineData("(a ? b : c) ? d : e", "(a ? b : c) ? d : e")]
    [InlineData("a ? b : (c ? d : e)", "a ? b : c ? d : e")]
    [InlineData("!(a && b) || c", "!(a && b) || c")]
    [InlineData("-(1)", "-(1)")] // the minus of a number belongs to the number: -1 is another tree
    [InlineData("-(-5).f()", "-(-5.f())")]
    [InlineData("a.map(x, x > 1, x + 1)", "a.map(x, x > 1, x + 1)")]
    [InlineData("{'a': [1, ?b]}", "{\"a\": [1, ?b]}")]
    public void Print_Expression_KeepsItsMeaning(string text, string expected) =>
        Assert.Equal(expected, ExpressionPrinter.Print(Given.Expression(text)));

    [Fact]
    public void Print_RandomTrees_ParseToTheSameTree()
    {
        var random = new Random(4_711);
        for (var i = 0; i < 3_000; i++)
        {
            // Arrange: printing and parsing once gives a tree that the parser itself would build.
            var tree = Given.Expression(ExpressionPrinter.Print(RandomExpression.Next(random, depth: 6)));

            // Act
            var text = ExpressionPrinter.Print(tree);
            var again = Given.Expression(text);

            // Assert
            Assert.Equal(Shape(tree), Shape(again));
        }
    }

    [Fact]
    public void Print_RandomTrees_KeepTheirShape()
    {
        var random = new Random(815);
        for (var i = 0; i < 3_000; i++)
        {
            // Arrange
            var tree = RandomExpression.Next(random, depth: 5, logic: false); // && and || are balanced by the parser

            // Act
            var again = Given.Expression(ExpressionPrinter.Print(tree));

            // Assert
            Assert.Equal(Shape(tree), Shape(again));
        }
    }

    /// <summary>A tree as text, without places.</summary>
    private static string Shape(object? node) => node switch
    {
        null => "-",
        Value or string or bool or Enum => $"{node}",
        IEnumerable many => $"[{string.Join(' ', many.Cast<object>().Select(Shape))}]",
        _ => $"({node.GetType().Name} {string.Join(' ', node.GetType().GetProperties()
            .Where(p => p.PropertyType != typeof(TextSpan) && p.Name != nameof(Expression.Children))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .Select(p => Shape(p.GetValue(node))))})",
    };
}
