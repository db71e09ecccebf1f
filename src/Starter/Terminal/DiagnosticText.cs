using Pipelines.Definitions.Diagnostics;
using Pipelines.Starter.Commands;

namespace Pipelines.Starter.Terminal;

/// <summary>Faults as people read them.</summary>
public static class DiagnosticText
{
    /// <summary>Writes every diagnostic with its line and a caret, then how many errors there are.</summary>
    public static void Write(CheckedFile file, TextWriter errors)
    {
        foreach (var diagnostic in file.Diagnostics) errors.WriteLine(diagnostic.Render(file.Sources));
        var count = file.Diagnostics.Count(diagnostic => diagnostic.Severity == Severity.Error);
        if (count > 0) errors.WriteLine($"{count} {(count == 1 ? "error" : "errors")}. Nothing was started.");
    }
}
