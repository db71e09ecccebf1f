namespace Pipelines.Definitions.Compilation;

/// <summary>The files of a project: all that lies in or below the folder of the outermost pipeline's file.</summary>
public interface IProjectFiles
{
    /// <summary>Returns true when there is a file.</summary>
    /// <param name="path">As written in a definition: relative to the project's folder, or absolute.</param>
    bool FileExists(string path);

    /// <summary>Returns true when there is a directory.</summary>
    /// <param name="path">As written in a definition: relative to the project's folder, or absolute.</param>
    bool DirectoryExists(string path);

    /// <summary>Returns the text of a file, or why there is none.</summary>
    /// <param name="path">
    /// Relative to the project's folder, with <c>/</c> and without <c>.</c> and <c>..</c>: it was confined to the
    /// project as far as its words go. What lies elsewhere by a symbolic link is to be refused.
    /// </param>
    ProjectText Read(string path);
}
