using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Testing.Files;

/// <summary>A file of tests after reading.</summary>
/// <param name="Source">Its text.</param>
/// <param name="Cases">Its cases; empty when there is an error.</param>
/// <param name="Diagnostics">All faults, in the order of the file.</param>
public sealed record TestFile(SourceText Source, IReadOnlyList<TestCase> Cases, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>Reads a file of tests.</summary>
    /// <param name="source">Its text, with the path it is known by.</param>
    /// <param name="load">
    /// Returns the pipeline of a path relative to the file's folder; null when there is none, or it has faults.
    /// </param>
    public static TestFile Read(SourceText source, Func<string, PipelineDefinition?> load)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(load);
        var bag = new DiagnosticBag(source);
        var cases = new TestFileReader(bag, load).Read();
        return new TestFile(source, bag.HasErrors ? [] : cases, bag.ToList());
    }
}
