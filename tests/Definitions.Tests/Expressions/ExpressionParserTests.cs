using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class ExpressionParserTests
{
    [Theory]
    [InlineData("1 +", ExpressionCodes.Syntax, 3, 0)]
    [InlineData("", ExpressionCodes.Syntax, 0, 0)]
    [InlineData("a b", ExpressionCodes.Syntax, 2, 1)]
    [InlineData("a = b", ExpressionCodes.Character, 2, 1)]
    [InlineData("a & b", ExpressionCodes.Character, 2, 1)]
    [InlineData("'open", ExpressionCodes.TextLiteral, 0, 5)]
    [InlineData("x + 'a\\qb'", ExpressionCodes.TextLiteral, 6, 2)]
    [InlineData("9223372036854775808", ExpressionCodes.NumberLiteral, 0, 19)]
    [InlineData("-9223372036854775809", ExpressionCodes.NumberLiteral, 1, 19)]
    [InlineData("1 + 12abc", ExpressionCodes.NumberLiteral, 4, 3)]
    [InlineData("f(1, 2", ExpressionCodes.Syntax, 6, 0)]
    [InlineData("[1, 2", ExpressionCodes.Syntax, 5, 0)]
    [InlineData("{'a' 1}", ExpressionCodes.Syntax, 5, 1)]
    [InlineData("has(x)", ExpressionCodes.Macro, 0, 3)]
    [InlineData("xs.map(1, 2)", ExpressionCodes.Macro, 7, 1)]
    [InlineData("a.B{c: 1}", ExpressionCodes.Unsupported, 3, 1)]
    [InlineData("1 + for", ExpressionCodes.Syntax, 4, 3)]
    [InlineData("x.", ExpressionCodes.Syntax, 2, 0)]
    public void Parse_WrongText_PointsAtTheFault(string text, string code, int offset, int length)
    {
        // Act
        var result = ExpressionParser.Parse(text);

        // Assert
        Assert.Null(result.Expression);
        var fault = Assert.Single(result.Faults);
        Assert.Equal((code, offset, length), (fault.Code, fault.Offset, fault.Length));
    }

    [Theory]
    [InlineData("steps.good-enough.outputs.version", "steps.good-enough.outputs.version")]
    [InlineData("steps.good-enough-2.outputs.n-1", "steps.good-enough-2.outputs.n - 1")] // only the name under steps takes hyphens
    [InlineData("steps.?good-enough", "steps.?good-enough")]
    [InlineData("steps.2nd-try.status", "steps.2nd-try.status")]
    [InlineData("steps.a -1", "steps.a - 1")] // a space ends the name
    [InlineData("parameters.n-1", "parameters.n - 1")]
    [InlineData("x.steps.a-b", "x.steps.a - b")] // not the root
    [InlineData("parameters['max-depth']", "parameters[\"max-depth\"]")]
    [InlineData("parameters.`max-depth`", "parameters.`max-depth`")]
    public void Parse_Hyphens_AreNamesUnderStepsOnly(string text, string meaning)
    {
        // Act
        var expression = Given.Expression(text);

        // Assert
        Assert.Equal(meaning, ExpressionPrinter.Print(expression));
    }

    [Fact]
    public void Parse_Nodes_KnowTheirPlaces()
    {
        // Act
        var sum = Assert.IsType<Expression.Binary>(Given.Expression("  max(xs) + ( a.b ) "));

        // Assert
        Assert.Equal(new TextSpan(2, 17), sum.Span);
        Assert.Equal(new TextSpan(10, 1), sum.OperatorSpan);
        var call = Assert.IsType<Expression.Call>(sum.Left);
        Assert.Equal(new TextSpan(2, 7), call.Span);
        Assert.Equal(new TextSpan(6, 2), call.Arguments[0].Span);
        var select = Assert.IsType<Expression.Select>(sum.Right);
        Assert.Equal(new TextSpan(12, 7), select.Span);
        Assert.Equal(new TextSpan(16, 1), select.FieldSpan);
    }

    [Theory]
    [InlineData('(', "")]
    [InlineData('[', "")]
    [InlineData('!', "true")]
    [InlineData('-', "x")]
    public void Parse_TenThousandLevels_IsRefusedWithoutEatingTheStack(char opening, string end)
    {
        // Act
        var result = ExpressionParser.Parse(new string(opening, 10_000) + end);

        // Assert
        Assert.Equal(ExpressionCodes.TooDeep, Assert.Single(result.Faults).Code);
    }

    [Theory]
    [InlineData("x", ".f()")]
    [InlineData("x", "[0]")]
    [InlineData("x", " + x")]
    [InlineData("x", " ? x : x")]
    [InlineData("x", ".map(y, y)")]
    public void Parse_LongChain_IsRefusedWithoutEatingTheStack(string start, string link)
    {
        // Act
        var result = ExpressionParser.Parse(start + string.Concat(Enumerable.Repeat(link, 5_000)));

        // Assert
        Assert.Equal(ExpressionCodes.TooDeep, Assert.Single(result.Faults).Code);
    }

    [Fact]
    public void Parse_ManyConditions_AreNoDepth()
    {
        // Arrange
        var text = string.Join(" && ", Enumerable.Repeat("a < 1", 5_000));

        // Act
        var outcome = Given.Answer(text, """{"a": 0}""");

        // Assert
        Assert.Equal("true", outcome);
    }

    [Fact]
    public void Parse_TooLongText_IsRefused()
    {
        // Act
        var result = ExpressionParser.Parse("'" + new string('x', 65_536) + "'");

        // Assert
        Assert.Equal(ExpressionCodes.TooLong, Assert.Single(result.Faults).Code);
    }

    [Fact]
    public void Parse_RandomTexts_NeverThrow()
    {
        // Arrange
        var pieces = new[] { "steps", ".", "-", "a", "(", ")", "[", "]", "{", "}", "'", "\"", "\\", "1", "0x", "e", "?", ":", ",", " ", "&&", "r'", "b\"", "map", "`", "😀", "\ud83d", "\n" };
        var random = new Random(20_261);

        // Act
        var results = Enumerable.Range(0, 20_000)
            .Select(_ => ExpressionParser.Parse(string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => pieces[random.Next(pieces.Length)]))))
            .ToList();

        // Assert
        Assert.All(results, r => Assert.Equal(r.Expression is null, r.Faults.Count > 0));
    }
}
