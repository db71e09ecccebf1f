using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading;

namespace Pipelines.Definitions.Checking;

/// <summary>Warns of defaults that name files which are not there.</summary>
internal static class ParameterFiles
{
    public static void Check(DiagnosticBag bag, IReadOnlyList<ParameterDraft> parameters, IProjectFiles? files)
    {
        if (files is null) return;
        foreach (var (_, definition, node) in parameters)
        {
            if (definition?.Default is not { } value || node is null) continue;
            var missing = definition.Type switch
            {
                ParameterType.File => !files.FileExists(value.GetString()!),
                ParameterType.Directory => !files.DirectoryExists(value.GetString()!),
                _ => false,
            };
            if (!missing) continue;
            bag.Warning(
                DiagnosticCodes.ParameterFileMissing,
                node.Span,
                $"parameters.{definition.Name}: there is no "
                + $"{(definition.Type == ParameterType.File ? "file" : "directory")} "
                + $"'{Shown.Text(value.GetString()!)}'.",
                $"give another with -p {definition.Name}=PATH");
        }
    }
}
