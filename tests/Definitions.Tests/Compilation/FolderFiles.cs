using Pipelines.Definitions.Compilation;

namespace Pipelines.Definitions.Tests.Compilation;

/// <summary>The files of a folder.</summary>
internal sealed class FolderFiles(string folder) : IProjectFiles
{
    public bool FileExists(string path) => File.Exists(Path.Combine(folder, path));

    public bool DirectoryExists(string path) => Directory.Exists(Path.Combine(folder, path));

    public ProjectText Read(string path) => new ProjectText.Found(File.ReadAllText(Path.Combine(folder, path)));
}
