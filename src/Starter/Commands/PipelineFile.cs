using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary>A pipeline's file that has no faults.</summary>
/// <param name="Definition">The compiled definition.</param>
/// <param name="ProjectDirectory">Absolute path of the folder that holds the file; programs are started there.</param>
public sealed record PipelineFile(PipelineDefinition Definition, string ProjectDirectory)
{
    private const long LargestFile = 16 * 1024 * 1024;

    /// <summary>
    /// Returns the pipeline in <paramref name="path"/>; null after its faults were written to standard error.
    /// </summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static PipelineFile? Load(string path, CommandTerminal terminal)
    {
        var found = Check(path);
        DiagnosticText.Write(found, terminal.Errors);
        return found.Definition is null ? null : new PipelineFile(found.Definition, Folder(path));
    }

    /// <summary>Returns the definition, if there are no errors, and all faults and warnings.</summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static CheckedFile Check(string path)
    {
        var source = new SourceText(path, Read(path));
        var result =
            PipelineCompiler.Compile(source, new CompileOptions { Files = new DiskProjectFiles(Folder(path)) });
        return new CheckedFile(source, result.Definition, result.Diagnostics) { Sources = result.Sources };
    }

    /// <summary>Returns the text of a file the user named.</summary>
    /// <exception cref="CommandException">It cannot be read, or is too large.</exception>
    public static string Read(string path)
    {
        if (path == "-" || path.StartsWith("/dev/stdin", StringComparison.Ordinal))
        {
            throw new CommandException(
                ExitCodes.InvalidInput,
                "a definition is not read from standard input: its folder is where relative paths begin and programs "
                + "start. Name a file.");
        }

        if (path.Length == 0) throw new CommandException(ExitCodes.InvalidInput, "the name of the file is empty.");
        if (Directory.Exists(path))
            throw new CommandException(ExitCodes.InvalidInput,
                $"{path} is a directory; name a file in it, such as {Path.Combine(path, "pipeline.yaml")}.");
        if (!File.Exists(path))
            throw new CommandException(
                ExitCodes.InvalidInput, $"there is no file {path}; looked for {Path.GetFullPath(path)}.");
        try
        {
            var length = new FileInfo(path).Length;
            return length <= LargestFile
                ? File.ReadAllText(path)
                : throw new CommandException(
                    ExitCodes.InvalidInput, $"{path} has {length} bytes; a definition may have {LargestFile}.");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException(ExitCodes.InvalidInput, $"cannot read {path}: {refused.Message}", refused);
        }
    }

    private static string Folder(string path) => Path.GetDirectoryName(Path.GetFullPath(path))!;
}
