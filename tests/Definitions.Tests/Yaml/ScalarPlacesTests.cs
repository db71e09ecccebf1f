using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Yaml;

public sealed class ScalarPlacesTests
{
    [Theory]
    [InlineData("plain", "      a: ${{ steps.«nope».status }}\n")]
    [InlineData("plain over lines", "      a: ${{ 1 +\n\n        steps.«nope».attempts }}\n")]
    [InlineData("double quoted", "      a: \"é\\t\\u00e9\\U0001F600 ${{ steps.«nope».status }}\"\n")]
    [InlineData("double quoted over lines", "      a: \"x \\\n        ${{ 'a' +\n        steps.«nope».status }}\"\n")]
    [InlineData("single quoted", "      a: 'it''s ${{ ''a'' + steps.«nope».status }}'\n")]
    [InlineData("literal block", "      a: |\n        # no comment\n        ${{ steps.«nope».status }}\n")]
    [InlineData("folded block", "      a: >-\n        one\n        two\n\n          three ${{ steps.«nope».status }}\n")]
    [InlineData("block with Windows lines", "      a: |-\r\n        x\r\n        ${{ steps.«nope».status }}\r\n")]
    [InlineData("surrogates", "      a: 😀 ${{ steps.«nope».status }}\n")]
    [InlineData("flow", "      { b: 'x', a: \"${{ steps.«nope».status }}\" }\n")]
    public void Compile_UnknownStepInAScalar_PointsAtTheName(string style, string marked)
    {
        // Arrange
        var text = "pipeline: p\nsteps:\n  s:\n    type: processing\n    command: [x]\n    inputs:\n" + marked;
        var start = text.IndexOf('«', StringComparison.Ordinal);
        var source = new SourceText("p.yaml", text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));

        // Act
        var result = PipelineCompiler.Compile(source);

        // Assert
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal("PL1301", found.Code);
        Assert.True(source.Span(start, 4) == found.At, $"{style}: {found.At} instead of {source.Span(start, 4)}");
    }
}
