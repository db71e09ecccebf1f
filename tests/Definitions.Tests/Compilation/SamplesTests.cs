using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class SamplesTests
{
    [Fact]
    public void Samples_AllPipelines_CompileWithoutFaults()
    {
        // Arrange
        var files = Repository.SamplePipelines();

        // Act
        var results = files.Select(f => PipelineCompiler.Compile(
            new SourceText(f, File.ReadAllText(f)), new() { Files = new FolderFiles(Path.GetDirectoryName(f)!) })).ToList();

        // Assert
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Empty(result.Diagnostics));
    }
}
