using Pipelines.Definitions.Compilation;

namespace Pipelines.Definitions.Tests.Compilation;

/// <summary>A project whose files stand in the test.</summary>
internal sealed class MemoryFiles(params (string Path, string Text)[] files) : IProjectFiles
{
    public bool FileExists(string path) => files.Any(f => f.Path == path);

    public bool DirectoryExists(string path) => files.Any(f => f.Path.StartsWith(path + "/", StringComparison.Ordinal));

    public ProjectText Read(string path) => files.FirstOrDefault(f => f.Path == path) is { Text: { } text }
        ? new ProjectText.Found(text)
        : new ProjectText.Missing("is not there");
}
