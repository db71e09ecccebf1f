using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Building;

/// <summary>A pipeline that was built has faults.</summary>
public sealed class PipelineFaultsException : Exception
{
    private const int MostShown = 20;

    /// <param name="diagnostics">All faults and warnings.</param>
    public PipelineFaultsException(IReadOnlyList<Diagnostic> diagnostics)
        : base(Text(diagnostics)) => Diagnostics = diagnostics;

    /// <summary>All faults and warnings.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    private static string Text(IReadOnlyList<Diagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(diagnostics);
        var errors = diagnostics.Where(d => d.Severity == Severity.Error).ToList();
        var more = errors.Count > MostShown ? $"\n… and {errors.Count - MostShown} more" : "";
        return string.Join('\n', errors.Take(MostShown)) + more;
    }
}
