namespace Pipelines.Definitions.Compilation;

/// <summary>The files of a project. Paths are as written in the definition: relative to the folder of its file, or absolute.</summary>
public interface IProjectFiles
{
    /// <summary>Returns true when there is a file.</summary>
    bool FileExists(string path);

    /// <summary>Returns true when there is a directory.</summary>
    bool DirectoryExists(string path);
}
