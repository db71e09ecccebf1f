using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class TypeCheckerTests
{
    [Theory]
    [InlineData("max(steps.sweep.outputs.auc) >= parameters.target", "bool")]
    [InlineData("10 * size(parameters.rates)", "int")]
    [InlineData("steps.sweep.outputs.model[argmax(steps.sweep.outputs.auc)]", "dyn")]
    [InlineData("parameters.rates.map(r, r * 2.0)", "list(double)")]
    [InlineData("steps.good-enough.outputs.version + loop.index", "int")]
    [InlineData("sum([1, 2])", "int")]
    [InlineData("mean(parameters.rates)", "double")]
    [InlineData("round(parameters.target, 2)", "double")]
    [InlineData("join(parameters.rates, ',')", "string")]
    [InlineData("path(steps.prepare, '$.x')", "dyn")]
    [InlineData("loop.index == 1.0", "bool")] // numbers compare across types
    [InlineData("loop.index > parameters.target ? 'a' : 'b'", "string")]
    [InlineData("parameters.data == null", "bool")]
    [InlineData("max(1, 2.5)", "dyn")]
    public void Check_RightTypes_FindsTheType(string text, string type)
    {
        // Act
        var result = TypeChecker.Check(Given.Expression(text), Given.Pipeline());

        // Assert
        Assert.Empty(result.Faults);
        Assert.Equal(type, $"{result.Type}");
    }

    [Theory]
    [InlineData("steps.prepare.outputs.trian", ExpressionCodes.UnknownField, 22, 5, "did you mean 'train'?")]
    [InlineData("steps.sweep.outputs['acu']", ExpressionCodes.UnknownField, 20, 5, "did you mean 'auc'?")]
    [InlineData("1 + parameter.seed", ExpressionCodes.UnknownName, 4, 9, "did you mean 'parameters'?")]
    [InlineData("steps.good-enogh.outputs", ExpressionCodes.UnknownField, 6, 10, "did you mean 'good-enough'?")]
    [InlineData("maxx(parameters.rates)", ExpressionCodes.UnknownFunction, 0, 4, "did you mean 'max'?")]
    [InlineData("parameters.max-depth", ExpressionCodes.UnknownField, 11, 3, "a name with a hyphen is written parameters['max-depth']")]
    [InlineData("parameters.data.size", ExpressionCodes.UnknownField, 16, 4, null)]
    [InlineData("loop.index * 0.5", ExpressionCodes.NoOverload, 11, 1, "make both the same: double(loop.index)")]
    [InlineData("'n=' + loop.index", ExpressionCodes.NoOverload, 5, 1, "make it text: string(…)")]
    [InlineData("parameters.seed == 'a'", ExpressionCodes.NoOverload, 16, 2, null)]
    [InlineData("parameters.seed && true", ExpressionCodes.NoOverload, 0, 15, null)]
    [InlineData("parameters.seed ? 1 : 2", ExpressionCodes.NoOverload, 0, 15, null)]
    [InlineData("parameters.rates['a']", ExpressionCodes.WrongType, 17, 3, null)]
    [InlineData("parameters.seed.map(x, x)", ExpressionCodes.WrongType, 0, 15, null)]
    [InlineData("parameters.rates.filter(x, x)", ExpressionCodes.WrongType, 27, 1, null)]
    [InlineData("parameters.rates.filter()", ExpressionCodes.UnknownFunction, 17, 6, "it is a macro: items.filter(item, …)")]
    [InlineData("contains('ab', 'a')", ExpressionCodes.UnknownFunction, 0, 8, "write x.contains(…)")]
    public void Check_WrongTypes_PointsAtTheFaultAndHelps(string text, string code, int offset, int length, string? hint)
    {
        // Act
        var result = TypeChecker.Check(Given.Expression(text), Given.Pipeline());

        // Assert
        var fault = Assert.Single(result.Faults);
        Assert.Equal((code, offset, length, hint), (fault.Code, fault.Offset, fault.Length, fault.Hint));
        Assert.True(result.Type.IsDyn);
    }

    [Fact]
    public void Check_SeveralFaults_AreAllReportedInOrder()
    {
        // Act
        var result = TypeChecker.Check(Given.Expression("parameters.sed + steps.prepar.x + nope"), Given.Pipeline());

        // Assert
        Assert.Equal([11, 23, 34], result.Faults.Select(f => f.Offset));
    }

    [Theory]
    [InlineData("steps['prepare'].outputs.train")]
    [InlineData("steps[parameters.data].anything.at.all")] // computed names are known only when it runs
    [InlineData("steps.prepare.?outputs.?nothing.orValue('x')")]
    [InlineData("has(steps.prepare.outputs.train)")]
    [InlineData("steps.all(name, name != '')")]
    public void Check_Records_MayBeUsedAsMaps(string text)
    {
        // Act
        var result = TypeChecker.Check(Given.Expression(text), Given.Pipeline());

        // Assert
        Assert.DoesNotContain(result.Faults, f => f.Offset == 0);
    }

    [Theory]
    [InlineData("list(dyn)", "list(int)", true)]
    [InlineData("int", "dyn", true)]
    [InlineData("double", "int", false)]
    [InlineData("map(string, int)", "map(string, string)", false)]
    public void IsAssignable_Types_FollowsCel(string wanted, string given, bool expected) =>
        Assert.Equal(expected, TypeChecker.IsAssignable(CelType.Parse(wanted), CelType.Parse(given)));
}
