using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Parameters;

namespace Pipelines.Definitions.Tests.Parameters;

public sealed class ParameterValuesTests
{
    private const string Declared = """
        { text: { type: string, default: a, maximum: 5 }, count: { type: int, default: 1, minimum: 1, maximum: 9 },
          rate: { type: float, default: 0.5 }, on: false, items: { type: list, default: [], maximum: 3 },
          map: { type: map, default: {} }, data: { type: file, default: a.csv }, kind: { default: a, choices: [a, b] } }
        """;

    [Theory]
    [InlineData("text=3", "text", "\"3\"")]
    [InlineData("text=", "text", "\"\"")]
    [InlineData("text=a=b", "text", "\"a=b\"")]
    [InlineData("count=3", "count", "3")]
    [InlineData("rate=1", "rate", "1.0")]
    [InlineData("rate=1e-3", "rate", "0.001")]
    [InlineData("on=true", "on", "true")]
    [InlineData("items=[1, a]", "items", "[1,\"a\"]")]
    [InlineData("items=a,2,0.5", "items", "[\"a\",2,0.5]")]
    [InlineData("items=", "items", "[]")]
    [InlineData("map={a: 1, b: [x]}", "map", "{\"a\":1,\"b\":[\"x\"]}")]
    [InlineData("data=12", "data", "\"12\"")]
    [InlineData("kind=b", "kind", "\"b\"")]
    public void Resolve_Assignment_ConvertsToTheDeclaredType(string assignment, string name, string json)
    {
        // Act
        var result = ParameterValues.Resolve(Definition(Declared), new() { Assignments = [assignment] });

        // Assert
        Assert.Empty(result.Diagnostics);
        Assert.Equal(json, result.Values![name].GetRawText());
        Assert.Equal(8, result.Values.Count);
    }

    [Theory]
    [InlineData("rate=abc", "PL1213", "float", "such as 0.5")]
    [InlineData("count=1.5", "PL1213", "int", "such as 42")]
    [InlineData("count=99999999999999999999", "PL1213", "int", "")]
    [InlineData("on=yes", "PL1213", "bool", "true or false")]
    [InlineData("map=[1]", "PL1213", "map", "")]
    [InlineData("items=[1", "PL1001", "", "")]
    [InlineData("data=", "PL1213", "file", "")]
    [InlineData("count=10", "PL1214", "maximum 9", "")]
    [InlineData("text=abcdef", "PL1214", "5 characters", "")]
    [InlineData("items=1,2,3,4", "PL1214", "3 items", "")]
    [InlineData("kind=c", "PL1214", "a, b", "")]
    [InlineData("rat=1", "PL1211", "'rat'", "did you mean 'rate'?")]
    [InlineData("rate", "PL1215", "name=value", "")]
    public void Resolve_WrongAssignment_NamesItAndSaysWhy(string assignment, string code, string says, string hint)
    {
        // Act
        var result = ParameterValues.Resolve(Definition(Declared), new() { Assignments = [assignment] });

        // Assert
        Assert.Null(result.Values);
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(code, found.Code);
        Assert.StartsWith($"-p {assignment}: error {code}: ", found.ToString(), StringComparison.Ordinal);
        Assert.Contains(says, found.Message, StringComparison.Ordinal);
        Assert.Contains(hint, found.Hint ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Resolve_FileAndAssignments_TakesTheLater()
    {
        // Arrange
        var overrides = new ParameterOverrides
        {
            Assignments = ["count=2", "count=3"],
            File = new SourceText("params.json", """{"count": 5, "rate": 2}"""),
        };

        // Act
        var result = ParameterValues.Resolve(Definition(Declared), overrides);

        // Assert
        Assert.Equal("3", result.Values!["count"].GetRawText());
        Assert.Equal("2.0", result.Values["rate"].GetRawText());
    }

    [Fact]
    public void Resolve_WrongFile_ReportsEveryPlace()
    {
        // Arrange
        var file = new SourceText("params.yaml", "text: 3\ncount: 10\nnew: 1\nitems: a\n");

        // Act
        var result = ParameterValues.Resolve(Definition(Declared), new() { File = file });

        // Assert
        Assert.Equal(
            ["params.yaml:1:7 PL1213", "params.yaml:2:8 PL1214", "params.yaml:3:1 PL1211", "params.yaml:4:8 PL1213"],
            result.Diagnostics.Select(d => $"{d.At} {d.Code}"));
    }

    [Fact]
    public void Resolve_FileThatIsAList_IsRefused()
    {
        // Act
        var result = ParameterValues.Resolve(Definition(Declared), new() { File = new SourceText("params.yaml", "- a") });

        // Assert
        Assert.Equal("PL1215", Assert.Single(result.Diagnostics).Code);
    }

    [Fact]
    public void Resolve_NoValueAndNoDefault_SaysHowToGiveIt()
    {
        // Act
        var result = ParameterValues.Resolve(Definition("{ a: { type: int }, b: { type: string } }"), ParameterOverrides.None);

        // Assert
        Assert.Equal(["PL1212", "PL1212"], result.Diagnostics.Select(d => d.Code));
        Assert.Contains("-p a=VALUE", result.Diagnostics[0].Hint, StringComparison.Ordinal);
    }

    private static PipelineDefinition Definition(string parameters) => PipelineCompiler.Compile(new(
        "p.yaml",
        $"pipeline: p\nparameters: {parameters}\n" + "steps: { s: { type: processing, command: [\"${{ parameters }}\"] } }")).Definition!;
}
