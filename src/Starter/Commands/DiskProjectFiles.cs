using Pipelines.Activities.State;
using Pipelines.Definitions.Compilation;

namespace Pipelines.Starter.Commands;

/// <summary>Says which files a project holds, and reads them, by looking at the disk.</summary>
/// <param name="folder">The project's folder, absolute.</param>
internal sealed class DiskProjectFiles(string folder) : IProjectFiles
{
    private const long LargestFile = 16 * 1024 * 1024;

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(Path.Combine(folder, path));

    /// <inheritdoc/>
    public bool DirectoryExists(string path) => Directory.Exists(Path.Combine(folder, path));

    /// <inheritdoc/>
    public ProjectText Read(string path)
    {
        try
        {
            var file = new FileInfo(PathName.Confine(folder, path));
            if (Directory.Exists(file.FullName)) return new ProjectText.Missing("is a directory");
            if (!file.Exists) return new ProjectText.Missing("is not there");
            return file.Length <= LargestFile
                ? new ProjectText.Found(File.ReadAllText(file.FullName))
                : new ProjectText.Missing($"has {file.Length} bytes; a definition may have {LargestFile}");
        }
        catch (PathRefusedException refused)
        {
            return new ProjectText.Missing($"is refused: {refused.Message.TrimEnd('.')}");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new ProjectText.Missing($"cannot be read: {refused.Message.TrimEnd('.')}");
        }
    }
}
