using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class ExpressionReferencesTests
{
    [Theory]
    [InlineData("steps.prepare.outputs.train", "steps.prepare.outputs.train")]
    [InlineData("steps['a-b'].outputs['c'][0].d", "steps.a-b.outputs.c")]
    [InlineData("has(steps.a.outputs.x) && parameters.n > loop.index", "steps.a.outputs.x parameters.n loop.index")]
    [InlineData("steps[parameters.which].status", "steps parameters.which")]
    [InlineData("parameters.rates.map(r, r.x + steps.a.y)", "parameters.rates steps.a.y")]
    [InlineData("[1].map(steps, steps.a)", "")] // the macro's variable hides the root
    [InlineData("[1].map(steps, .steps.a)", "steps.a")]
    [InlineData("cel.bind(x, parameters.a, x + env.B)", "parameters.a env.B")]
    [InlineData("type(1) == int", "")]
    [InlineData("size(steps)", "steps")]
    public void Of_Expression_FindsWhatItReads(string text, string paths)
    {
        // Act
        var references = ExpressionReferences.Of(Given.Expression(text));

        // Assert
        Assert.Equal(paths, string.Join(' ', references));
    }
}
