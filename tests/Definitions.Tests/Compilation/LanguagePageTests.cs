using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class LanguagePageTests
{
    [Fact]
    public void LanguagePage_Examples_CompileWithoutFaults()
    {
        // Arrange: the pipeline that one of them embeds stands on the page too
        var examples = Repository.YamlOf("language.md");
        var files = new MemoryFiles(("prepare.yaml", examples.Single(e => e.Contains("pipeline: prepare\n", StringComparison.Ordinal))));

        // Act
        var results = examples.Select(text => PipelineCompiler.Compile(new SourceText("language.md", text), new() { Files = files })).ToList();

        // Assert
        Assert.True(results.Count >= 8);
        Assert.DoesNotContain(results.SelectMany(r => r.Diagnostics), d => d.Code != "PL1206");
    }
}
