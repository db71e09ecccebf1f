using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class StackTests
{
    private const int SmallStack = 512 * 1024;

    /// <summary>The deepest expressions that are accepted, of every kind that recurses.</summary>
    [Theory]
    [InlineData("(", "1", ")", 250)]
    [InlineData("-(", "1", ")", 120)]
    [InlineData("[", "1", "]", 250)]
    [InlineData("{'a': ", "1", "}", 250)]
    [InlineData("f(", "1", ")", 250)]
    [InlineData("[1].map(x, ", "1", ")", 250)]
    [InlineData("cel.bind(x, 1, ", "1", ")", 250)]
    [InlineData("true ? ", "1", " : 2", 1)]
    [InlineData("false ? 1 : ", "1", "", 250)]
    [InlineData("1 + (", "1", ")", 250)]
    [InlineData("true && (", "true", ")", 250)]
    public void Everything_DeepestAccepted_FitsIntoASmallStack(string open, string middle, string close, int levels)
    {
        // Arrange
        var text = string.Concat(Enumerable.Repeat(open, levels)) + middle + string.Concat(Enumerable.Repeat(close, levels));
        Exception? wrong = null;
        var thread = new Thread(() => wrong = Record.Exception(() => GoThrough(text)), SmallStack);

        // Act
        thread.Start();
        thread.Join();

        // Assert
        Assert.Null(wrong);
    }

    private static void GoThrough(string text)
    {
        var expression = Given.Expression(text);
        TypeChecker.Check(expression, TypeEnvironment.Empty);
        ExpressionReferences.Of(expression);
        Given.Expression(ExpressionPrinter.Print(expression));
        if (Evaluator.Evaluate(expression, Bindings.None) is Outcome.Success success)
        {
            ValueJson.ToElement(success.Value);
            Assert.True(success.Value.Equals(success.Value));
        }
    }
}
