using Pipelines.Definitions.Compilation;

namespace Pipelines.Starter.Commands;

/// <summary>Says which files a project holds, by looking at the disk.</summary>
/// <param name="folder">The project's folder, absolute.</param>
internal sealed class DiskProjectFiles(string folder) : IProjectFiles
{
    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(Path.Combine(folder, path));

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(Path.Combine(folder, path));
}
