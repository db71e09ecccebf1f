using System.Text.Json;
using Pipelines.Activities.Artifacts;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Activities.Jobs;

/// <summary>Turns the report of an <c>evaluate</c> step into metrics.</summary>
/// <param name="artifacts">Where a report that did not travel inline is read from.</param>
internal sealed class JobReport(IArtifactStore artifacts)
{
    private const int LargestReport = 256 * 1024; // metrics travel in histories, whose payloads are bounded

    /// <summary>Returns the output that holds the report: the one the step names, else an <c>evaluate</c> step's only
    /// output of JSON; null means none.</summary>
    public static string? OutputOf(JobRequest request)
    {
        if (request.Report is not null || request.Type != "evaluate") return request.Report;
        var candidates = request.Outputs.Where(
            output => output.Kind is ArtifactKind.Value or ArtifactKind.Report or ArtifactKind.Metrics).Take(2)
            .ToList();
        return candidates.Count == 1 ? candidates[0].Name : null;
    }

    /// <summary>Adds every property of the JSON object that the output <paramref name="name"/> holds to <paramref
    /// name="metrics"/>.</summary>
    /// <exception cref="JobFailedException">The report is missing, too large, or no JSON object.</exception>
    public async Task CopyToAsync(string name, IReadOnlyDictionary<string, JsonElement> outputs,
        IDictionary<string, JsonElement> metrics, CancellationToken cancel)
    {
        if (!outputs.TryGetValue(name, out var report) || report.ValueKind == JsonValueKind.Null)
            throw Invalid(name, "there is no such output; it should hold the metrics as a JSON object");
        if (ArtifactValue.Read(report) is { } artifact)
        {
            if (artifact.Size > LargestReport)
                throw Invalid(name, $"it has {artifact.Size:N0} bytes; a report has at most {LargestReport:N0}");
            var content = await artifacts.OpenAsync(artifact, cancel).ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                try
                {
                    using var document = await JsonDocument.ParseAsync(content, default, cancel).ConfigureAwait(false);
                    report = document.RootElement.Clone();
                }
                catch (JsonException error)
                {
                    throw Invalid(name, $"it is not JSON: {error.Message}");
                }
            }
        }

        if (report.ValueKind != JsonValueKind.Object)
            throw Invalid(name, $"it holds a JSON {report.ValueKind}; a report is an object of metrics");
        foreach (var metric in report.EnumerateObject()) metrics[metric.Name] = metric.Value;
    }

    private static JobFailedException Invalid(string name, string reason) =>
        new(JobErrors.InvalidOutput, $"report '{name}': {reason}");
}
