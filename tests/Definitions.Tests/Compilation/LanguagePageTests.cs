using System.Runtime.CompilerServices;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class LanguagePageTests
{
    [Fact]
    public void LanguagePage_Examples_CompileWithoutFaults()
    {
        // Arrange
        var examples = File.ReadAllText(PageOf()).Split("```yaml\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)]);

        // Act
        var results = examples.Select(text => PipelineCompiler.Compile(new SourceText("language.md", text))).ToList();

        // Assert
        Assert.Equal(2, results.Count);
        Assert.All(results, result => Assert.Empty(result.Diagnostics));
    }

    private static string PageOf([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "language.md"));
}
