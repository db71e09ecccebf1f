using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class EvaluatorTests
{
    [Theory]
    [InlineData("1 + x.y.z", "{\"x\": {\"y\": {}}}", ExpressionCodes.NoSuchKey, 8, 1)]
    [InlineData("nothing", "{}", ExpressionCodes.NoSuchName, 0, 7)]
    [InlineData("[1, 2][5]", "{}", ExpressionCodes.OutOfRange, 0, 9)]
    [InlineData("2 * (9223372036854775807 + 1)", "{}", ExpressionCodes.Overflow, 4, 25)]
    [InlineData("{'a': 1, 'a': 2}", "{}", ExpressionCodes.MapKey, 9, 3)]
    [InlineData("int('x')", "{}", ExpressionCodes.Malformed, 0, 8)]
    [InlineData("max([])", "{}", ExpressionCodes.Empty, 0, 7)]
    [InlineData("1 + 'a'", "{}", ExpressionCodes.NoSuchOverload, 0, 7)]
    public void Evaluate_Error_NamesItsPlace(string text, string names, string code, int offset, int length)
    {
        // Act
        var outcome = Given.Outcome(text, names);

        // Assert
        var error = Assert.IsType<Outcome.Failure>(outcome).Error;
        Assert.Equal((code, offset, length), (error.Code, error.Offset, error.Length));
    }

    [Theory]
    [InlineData("lists.range(2000).map(x, lists.range(2000).map(y, x * y)).size() > 0")]
    [InlineData("lists.range(1000).all(a, lists.range(1000).all(b, true)) || true")] // a limit is no error that || absorbs
    public void Evaluate_EndlessWork_StopsAtTheCost(string text)
    {
        // Act
        var outcome = Given.Answer(text);

        // Assert
        Assert.Equal(ExpressionCodes.Cost, outcome);
    }

    [Theory]
    [InlineData("cel.bind(a, [1, 2], {0})", ExpressionCodes.Cost)] // doubles 60 times: 2^60 elements if it were ever spelled out
    [InlineData("cel.bind(a, 'ab', {0})", ExpressionCodes.Size)]
    public void Evaluate_ValueThatDoubles_StopsAtALimit(string pattern, string expected)
    {
        // Arrange
        var text = "a + a";
        for (var i = 0; i < 60; i++) text = $"cel.bind(a, a + a, {text})";

        // Act
        var outcome = Given.Answer(pattern.Replace("{0}", text, StringComparison.Ordinal));

        // Assert
        Assert.Equal(expected, outcome);
    }

    [Fact]
    public void Evaluate_NumbersWithOneXor_DoNotCollide()
    {
        // Act: 5 * 10^9 comparisons if they all fell into one bucket
        var outcome = Given.Answer("lists.range(100000).map(i, i * 4294967297).distinct().size()");

        // Assert
        Assert.Equal("100000", outcome);
    }

    [Fact]
    public void Evaluate_RandomTrees_GiveAnOutcomeAndTheSameOneTwice()
    {
        const string Names = """
            {"a": 1, "b": [1, 2.5, "x", null], "parameters": {"x": {"outputs": [true]}}, "steps": {"outputs": {"x": 3}}, "loop": {}}
            """;
        var random = new Random(2_026);
        for (var i = 0; i < 5_000; i++)
        {
            // Arrange
            var tree = RandomExpression.Next(random, depth: 7);

            // Act
            var first = Evaluator.Evaluate(tree, Given.Names(Names));
            var second = Evaluator.Evaluate(tree, Given.Names(Names));
            var check = TypeChecker.Check(tree, Given.Pipeline());

            // Assert
            Assert.Equal(first, second);
            Assert.NotNull(check.Type);
        }
    }

    [Theory]
    [InlineData("[1, 2].map(x, x + 1)[0] + 1", "int")]
    [InlineData("{'a': 1}.map(k, k)[0]", "string")]
    [InlineData("[1.5, 2.0].filter(x, x > 1.0)[0]", "double")]
    [InlineData("timestamp('2026-01-01T00:00:00Z') - timestamp(0)", "google.protobuf.Duration")]
    [InlineData("size('abc')", "int")]
    [InlineData("max([1, 2])", "int")]
    [InlineData("mean([1, 2])", "double")]
    [InlineData("round(2.4)", "int")]
    [InlineData("round(2.44, 1)", "double")]
    [InlineData("split('a', ',')[0]", "string")]
    [InlineData("argmax([1])", "int")]
    [InlineData("math.ceil(1.2)", "double")]
    [InlineData("'a'.charAt(0)", "string")]
    public void Evaluate_CheckedExpression_HasTheTypeThatTheCheckFound(string text, string type)
    {
        // Act
        var found = TypeChecker.Check(Given.Expression(text), TypeEnvironment.Empty);
        var outcome = Assert.IsType<Outcome.Success>(Given.Outcome(text));

        // Assert
        Assert.Empty(found.Faults);
        Assert.Equal(type, outcome.Value.TypeName);
        Assert.EndsWith($"{found.Type}", outcome.Value.TypeName, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Evaluate_SharedParts_CannotBlowUp()
    {
        // Arrange
        var text = "a == a";
        for (var i = 0; i < 60; i++) text = $"cel.bind(a, [a, a], {text})";

        // Act
        var outcome = Given.Answer($"cel.bind(a, [1], {text})");

        // Assert
        Assert.Equal(ExpressionCodes.Size, outcome);
    }

    [Fact]
    public void Evaluate_DeepValue_IsRefused()
    {
        // Arrange: each of 60 bindings nests the one before 20 levels deeper.
        var text = "json(a) == ''";
        for (var i = 0; i < 60; i++) text = $"cel.bind(a, {new string('[', 20)}a{new string(']', 20)}, {text})";

        // Act
        var outcome = Given.Answer($"cel.bind(a, 1, {text})");

        // Assert
        Assert.Equal(ExpressionCodes.Size, outcome);
    }

    [Theory]
    [InlineData("'aaaa'.replace('a', 'b'.replace('b', x)).size() > 0")]
    [InlineData("[x, x, x, x, x].join(x).size() > 0")]
    [InlineData("lists.range(100000000).size() > 0")]
    [InlineData("'%s%s%s%s%s'.format([x, x, x, x, x]).size() > 0")]
    public void Evaluate_LargeResults_AreRefusedBeforeTheyAreMade(string text)
    {
        // Arrange
        var names = new Bindings(new Dictionary<string, Value> { ["x"] = Value.Of(new string('a', 1_000_000)) });

        // Act
        var outcome = Evaluator.Evaluate(Given.Expression(text), names);

        // Assert
        Assert.Contains(Given.Shown(outcome), new[] { ExpressionCodes.Size, ExpressionCodes.Cost, "true" });
    }

    [Theory]
    [InlineData("'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!'.matches('^(a+)+$')", "false")] // exponential where matching backtracks
    [InlineData("'a-b_c'.matches('^[\\\\w-]+$')", "true")]
    [InlineData("'x\\n'.matches('x$')", "false")] // RE2: $ is the very end
    [InlineData("'Ab1'.matches('^[[:upper:]][[:lower:]]\\\\d$')", "true")]
    [InlineData("'2026-01-31'.matches('(?P<year>\\\\d{4})-\\\\d{2}')", "true")]
    [InlineData("'aa'.matches('(a)\\\\1')", ExpressionCodes.Malformed)] // no back references
    [InlineData("'aa'.matches('a(?=b)')", ExpressionCodes.Malformed)] // no looking ahead
    [InlineData("'aa'.matches('((a{100}){100}){100}')", ExpressionCodes.Malformed)] // a million states
    [InlineData("'aa'.matches('(')", ExpressionCodes.Malformed)]
    public void Evaluate_Patterns_AreLinearAndRe2(string text, string expected) =>
        Assert.Equal(expected, Given.Answer(text));

    [Theory]
    [InlineData("timestamp('2026-03-29T00:59:59Z').getHours('Europe/Berlin')", "1")]
    [InlineData("timestamp('2026-03-29T01:00:00Z').getHours('Europe/Berlin')", "3")] // summer time begins
    [InlineData("timestamp('2026-01-01T00:00:00Z').getHours('../../etc/passwd')", ExpressionCodes.Malformed)]
    [InlineData("timestamp('2026-01-01T00:00:00Z').getHours('No/Where')", ExpressionCodes.Malformed)]
    public void Evaluate_TimeZones_AreNamesOrOffsets(string text, string expected) =>
        Assert.Equal(expected, Given.Answer(text));
}
