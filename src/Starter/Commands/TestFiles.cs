using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Starter.Terminal;
using Pipelines.Testing.Files;

namespace Pipelines.Starter.Commands;

/// <summary>Finds and reads files of tests.</summary>
internal static class TestFiles
{
    private const string Ending = ".test.yaml";

    /// <summary>Returns the files that paths name: a folder means all <c>*.test.yaml</c> below it, in order.</summary>
    /// <exception cref="CommandException">A path names nothing.</exception>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> paths)
    {
        var found = new List<string>();
        foreach (var path in paths)
        {
            if (File.Exists(path))
            {
                found.Add(path);
                continue;
            }

            if (!Directory.Exists(path))
                throw new CommandException(
                    ExitCodes.InvalidInput, $"there is no file or folder {path}; looked for {Path.GetFullPath(path)}.");
            var below = Below(path).Order(StringComparer.Ordinal).ToList();
            if (below.Count == 0)
                throw new CommandException(
                    ExitCodes.InvalidInput, $"no file below {Path.GetFullPath(path)} ends in {Ending}.");
            found.AddRange(below);
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Reads a file; faults of it and of its pipeline are written to standard error.</summary>
    /// <returns>Null when there are faults.</returns>
    public static TestFile? Read(string path, CommandTerminal terminal)
    {
        var source = new SourceText(path, PipelineFile.Read(path));
        var folder = Path.GetDirectoryName(path) ?? "";
        var file = TestFile.Read(source, name => Load(Path.Combine(folder, name), terminal));
        foreach (var diagnostic in file.Diagnostics) terminal.Errors.WriteLine(diagnostic.Render(source));
        return file.Diagnostics.Any(one => one.Severity == Severity.Error) ? null : file;
    }

    private static PipelineDefinition? Load(string path, CommandTerminal terminal)
    {
        if (!File.Exists(path)) return null;
        var found = PipelineFile.Check(path);
        if (found.Definition is null) DiagnosticText.Write(found, terminal.Errors);
        return found.Definition;
    }

    private static IEnumerable<string> Below(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + Ending)) yield return file;
        foreach (var inner in Directory.EnumerateDirectories(folder))
        {
            // Hidden folders hold state and tools, and links may lead in circles.
            if (Path.GetFileName(inner).StartsWith('.') || new DirectoryInfo(inner).LinkTarget is not null) continue;
            foreach (var file in Below(inner)) yield return file;
        }
    }
}
