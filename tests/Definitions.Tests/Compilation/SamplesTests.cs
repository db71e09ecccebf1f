using System.Runtime.CompilerServices;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class SamplesTests
{
    [Fact]
    public void Samples_AllPipelines_CompileWithoutFaults()
    {
        // Arrange
        var files = Directory.GetFiles(Samples(), "pipeline.yaml", SearchOption.AllDirectories);

        // Act
        var results = files.Select(f => PipelineCompiler.Compile(
            new SourceText(f, File.ReadAllText(f)), new() { Files = new FilesBeside(Path.GetDirectoryName(f)!) })).ToList();

        // Assert
        Assert.NotEmpty(results);
        Assert.All(results, result => Assert.Empty(result.Diagnostics));
    }

    private static string Samples([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "samples"));

    private sealed class FilesBeside(string folder) : IProjectFiles
    {
        public bool FileExists(string path) => File.Exists(Path.Combine(folder, path));

        public bool DirectoryExists(string path) => Directory.Exists(Path.Combine(folder, path));

        public ProjectText Read(string path) => new ProjectText.Found(File.ReadAllText(Path.Combine(folder, path)));
    }
}
