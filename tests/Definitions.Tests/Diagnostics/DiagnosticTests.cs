using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Diagnostics;

public sealed class DiagnosticTests
{
    public static TheoryData<string> Names => [.. DiagnosticCases.All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Compile_OneFault_ReportsItAtItsPlace(string name)
    {
        // Arrange
        var (_, code, marked, says) = DiagnosticCases.All.Single(c => c.Name == name);
        var start = marked.IndexOf('«', StringComparison.Ordinal);
        var length = marked.IndexOf('»', StringComparison.Ordinal) - start - 1;
        var source = new SourceText("p.yaml", marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));
        var expected = source.Span(start, length);

        // Act
        var result = PipelineCompiler.Compile(source);

        // Assert
        var found = Assert.Single(result.Diagnostics);
        Assert.Equal(code, found.Code);
        Assert.Equal(expected, found.At);
        Assert.All(says, words => Assert.Contains(words, found.Message + " | " + found.Hint, StringComparison.Ordinal));
        Assert.Equal(found.Severity == Severity.Warning, result.Succeeded);
    }

    [Fact]
    public void Cases_AllCodesOfDefinitions_AreCovered()
    {
        // Arrange: values of parameters and embedded files have tests of their own, and these need a world around the text
        string[] elsewhere = ["PL1005", "PL1206", "PL1503", "PL1211", "PL1212", "PL1213", "PL1214", "PL1215"];

        // Act
        var missing = CodesInSource.Definitions.Except(DiagnosticCases.All.Select(c => c.Code)).Except(elsewhere);

        // Assert
        Assert.Empty(missing);
    }

    [Fact]
    public void Render_LongLine_ShowsThePartAroundThePlace()
    {
        // Arrange
        var source = new SourceText("p.yaml", new string('a', 500) + "HERE" + new string('b', 500));
        var diagnostic = new Diagnostic("PL1101", source.Span(500, 4), "seen.", "try this");

        // Act
        var lines = diagnostic.Render(source).Split('\n');

        // Assert
        Assert.Equal("p.yaml:1:501: error PL1101: seen.", lines[0]);
        Assert.True(lines[1].Length < 200);
        Assert.Equal(lines[1].IndexOf("HERE", StringComparison.Ordinal), lines[2].IndexOf("^^^^ try this", StringComparison.Ordinal));
    }
}
