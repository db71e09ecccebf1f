using System.Text.Json;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed class TemplateTests
{
    private const string Names = """{"parameters": {"seed": 42, "rate": 0.5, "name": "x", "list": [1, 2.0], "none": null, "artifact": {"$artifact": {"digest": "ab"}}}}""";

    [Theory]
    [InlineData("${{ parameters.seed }}", "42")] // a whole expression keeps its type
    [InlineData("${{parameters.list}}", "[1,2.0]")]
    [InlineData("${{ parameters.artifact }}", """{"$artifact":{"digest":"ab"}}""")]
    [InlineData(" ${{ parameters.seed }}", "\" 42\"")]
    [InlineData("--seed=${{ parameters.seed }} --rate=${{ parameters.rate }}", "\"--seed=42 --rate=0.5\"")]
    [InlineData("${{ parameters.name }}${{ parameters.name }}", "\"xx\"")]
    [InlineData("a${{ parameters.list }}b", "\"a[1,2.0]b\"")]
    [InlineData("a${{ parameters.none }}b", "\"ab\"")]
    [InlineData("${{ 1.0 }}s", "\"1s\"")]
    [InlineData("plain { } $ {{ }} text", "\"plain { } $ {{ }} text\"")]
    [InlineData("$${{ parameters.seed }}", "\"${{ parameters.seed }}\"")]
    [InlineData("$${{ a }} ${{ 1 }}", "\"${{ a }} 1\"")]
    [InlineData("${{ {'a': {'b': 1}}.a.b }}", "1")]
    [InlineData("${{ {'a': {'b': 1}}}}", """{"a":{"b":1}}""")]
    [InlineData("${{ '}}' + \"}}\" + r'\\' }}", "\"}}}}\\\\\"")]
    [InlineData("${{ 1 // it's }}", "1")]
    [InlineData("${{ 1 // it's\n + 1 }}", "2")]
    [InlineData("${{ '//' }}", "\"//\"")]
    [InlineData("", "\"\"")]
    public void Evaluate_Template_GivesItsValue(string text, string json) =>
        Assert.Equal(json, Given.Shown(Given.Template(text).Evaluate(Given.Names(Names))));

    [Theory]
    [InlineData("ab ${{ 1 + }} ${{ ) }}", 11, 18)]
    [InlineData("x ${{ 1", 2)]
    [InlineData("${{ }}", 4)]
    public void Parse_WrongExpressions_PointsIntoTheText(string text, params int[] offsets)
    {
        // Act
        var result = Template.Parse(text);

        // Assert
        Assert.Null(result.Template);
        Assert.Equal(offsets, result.Faults.Select(f => f.Offset));
    }

    [Fact]
    public void Check_Expressions_PointsIntoTheText()
    {
        // Act
        var result = Given.Template("a ${{ parameters.sed }} b").Check(Given.Pipeline());

        // Assert
        Assert.Equal((17, 3), (Assert.Single(result.Faults).Offset, result.Faults[0].Length));
    }

    [Fact]
    public void Check_WholeExpression_HasItsType()
    {
        Assert.Equal(CelType.Int, Given.Template("${{ parameters.seed }}").Check(Given.Pipeline()).Type);
        Assert.Equal(CelType.Text, Given.Template("${{ parameters.seed }}!").Check(Given.Pipeline()).Type);
    }

    [Fact]
    public void Evaluate_Error_PointsIntoTheText()
    {
        // Act
        var outcome = Given.Template("a ${{ 1 / 0 }}").Evaluate(Bindings.None);

        // Assert
        var error = Assert.IsType<Outcome.Failure>(outcome).Error;
        Assert.Equal((ExpressionCodes.DivisionByZero, 6, 5), (error.Code, error.Offset, error.Length));
    }

    [Fact]
    public void References_Template_AreFoundWithTheirPlaces()
    {
        // Act
        var references = Given.Template("${{ steps.good-enough.outputs.version }}/${{ loop.index }}").References;

        // Assert
        Assert.Equal(
            ["steps.good-enough.outputs.version@4", "loop.index@45"],
            references.Select(r => $"{r}@{r.Span.Offset}"));
    }

    [Fact]
    public void Tree_Json_IsEvaluatedWhereItHoldsTemplates()
    {
        // Arrange
        var json = JsonElement.Parse("""{"a": "${{ parameters.seed }}", "b": ["x${{ 1 + 1 }}", true, 1.0, 7], "c": {"d": "$${{ plain }}"}}""");

        // Act
        var tree = TemplateTree.Parse(json).Tree!;
        var value = tree.Evaluate(Given.Names(Names), out var error);

        // Assert
        Assert.Null(error);
        Assert.Equal("""{"a":42,"b":["x2",true,1.0,7],"c":{"d":"${{ plain }}"}}""", ValueJson.ToText(value!));
        Assert.Equal(["parameters.seed"], tree.References.Select(r => $"{r}"));
    }

    [Fact]
    public void Tree_Faults_NameTheirPath()
    {
        // Arrange
        var wrong = JsonElement.Parse("""{"a": [1, {"b": "${{ 1 + }}"}]}""");
        var failing = TemplateTree.Parse(JsonElement.Parse("""{"a": [1, "${{ [1][2] }}"]}""")).Tree!;

        // Act
        var fault = Assert.Single(TemplateTree.Parse(wrong).Faults);
        var value = failing.Evaluate(Bindings.None, out var error);

        // Assert
        Assert.Equal("$.a[1].b", fault.Path);
        Assert.Null(value);
        Assert.Equal(("$.a[1]", ExpressionCodes.OutOfRange), (error!.Path, error.Error.Code));
    }
}
