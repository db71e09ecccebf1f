using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Parameters;
using Pipelines.Starter.Terminal;

namespace Pipelines.Starter.Commands;

/// <summary>Values of parameters from the command line and from a file.</summary>
internal static class ParameterInput
{
    /// <summary>
    /// Returns a value for every parameter that has one; null after the faults were written to standard error.
    /// </summary>
    /// <exception cref="CommandException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, JsonElement>? Resolve(
        PipelineFile pipeline, IReadOnlyList<string> assignments, string? file, CommandTerminal terminal)
    {
        var source = file is null ? null : new SourceText(file, PipelineFile.Read(file));
        var result = ParameterValues.Resolve(
            pipeline.Definition, new ParameterOverrides { Assignments = assignments, File = source });
        foreach (var diagnostic in result.Diagnostics)
            terminal.Errors.WriteLine(source is not null && diagnostic.At.File == source.File
                ? diagnostic.Render(source) : diagnostic.ToString());
        return result.Values;
    }
}
