using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>report</c>: the output of an evaluate step whose JSON becomes its metrics.</summary>
internal static class ReportReader
{
    public static string? Read(StepReading step, IReadOnlyList<OutputDefinition> outputs)
    {
        var (fields, bag) = (step.Fields, step.Bag);
        if (fields.Find("report") is { } entry)
        {
            if (fields.Text("report") is not { } name) return null;
            if (step.Draft.Type != "evaluate")
            {
                bag.Error(
                    DiagnosticCodes.Report,
                    entry.Key.Span,
                    $"{fields.At("report")}: only an evaluate step has a report; this is a {step.Draft.Type} step.",
                    "change the type to evaluate, or remove it");
            }
            else if (!outputs.Any(o => o.Name == name) && !step.Draft.Outputs.ContainsKey(name))
            {
                bag.Error(
                    DiagnosticCodes.Report,
                    entry.Value.Span,
                    $"{fields.At("report")}: the step has no output '{Shown.Text(name)}'.",
                    bag.Suggest(name, outputs.Select(o => o.Name)));
            }

            return name;
        }

        if (step.Draft.Type != "evaluate") return null;
        var reports = outputs.Where(o => o.Kind is ArtifactKind.Value or ArtifactKind.Report).ToList();
        var candidates = reports.Count;
        if (candidates == 1) return reports[0].Name;
        if (fields.Find("component") is not null || (candidates == 0 && step.Draft.Metrics.Count > 0)) return null;
        if (candidates == 0 && step.Draft.Outputs.Count > outputs.Count) return null;
        bag.Error(
            DiagnosticCodes.Report,
            step.Draft.Key.Span,
            candidates == 0
                ? $"{fields.Path}: an evaluate step needs an output whose JSON becomes its metrics."
                : $"{fields.Path}: {candidates} outputs could be the report; say which.",
            candidates == 0 ? "for example 'outputs: { report: evaluation.json }'"
                : "for example 'report: " + reports[0].Name + "'");
        return null;
    }
}
