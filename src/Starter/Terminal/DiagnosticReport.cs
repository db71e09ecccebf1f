using Pipelines.Definitions.Diagnostics;
using Pipelines.Starter.Commands;

namespace Pipelines.Starter.Terminal;

/// <summary>What <c>validate --json</c> prints.</summary>
/// <param name="Valid">True when there is no error.</param>
/// <param name="Pipeline">The pipeline's name; null when there is an error.</param>
/// <param name="Digest">The definition's digest; null when there is an error.</param>
/// <param name="Diagnostics">All errors and warnings.</param>
public sealed record DiagnosticReport(
    bool Valid, string? Pipeline, string? Digest, IReadOnlyList<DiagnosticReport.Entry> Diagnostics)
{
    /// <summary>Returns the report of a checked file.</summary>
    public static DiagnosticReport Of(CheckedFile file) => new(
        file.Definition is not null,
        file.Definition?.Name,
        file.Definition?.Digest,
        [.. file.Diagnostics.Select(one => new Entry(
            one.Code, one.Severity, one.At.File, one.At.Line, one.At.Column, one.At.Length, one.Message, one.Hint))]);

    /// <summary>One error or warning; line and column count from 1.</summary>
    public sealed record Entry(
        string Code, Severity Severity, string File, int Line, int Column, int Length, string Message, string? Hint);
}
