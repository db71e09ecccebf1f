using System.Text.RegularExpressions;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads the metrics of a job step: name → regular expression with one group.</summary>
internal static class MetricsReader
{
    private const int Longest = 1_000;

    public static IReadOnlyDictionary<string, string> Read(StepReading step)
    {
        var metrics = new Dictionary<string, string>(StringComparer.Ordinal);
        if (step.Fields.Find("metrics") is not { } entry) return metrics;
        var path = step.Fields.At("metrics");
        if (Fields.AsMap(step.Bag, entry.Value, path) is not { } map) return metrics;
        foreach (var metric in map.Entries)
        {
            if (!Names.CheckWide(step.Bag, metric.Key, "a metric")) continue;
            step.Draft.Metrics.Add(metric.Name);
            if (Pattern(step.Bag, metric.Value, $"{path}.{metric.Name}") is { } pattern)
                metrics.Add(metric.Name, pattern);
        }

        return metrics;
    }

    private static string? Pattern(DiagnosticBag bag, YamlNode node, string where)
    {
        if (Scalars.Text(bag, node, where) is not { } pattern) return null;
        var reason = pattern.Length > Longest ? $"it has more than {Longest:N0} characters" : Reason(pattern);
        if (reason is null) return pattern;
        bag.Error(
            DiagnosticCodes.MetricPattern,
            node.Span,
            $"{where}: '{Shown.Text(pattern)}' finds no metric: {reason}.",
            "the one group holds the number, as in 'auc=([0-9.]+)'; write (?:…) for groups that only group");
        return null;
    }

    private static string? Reason(string pattern)
    {
        try
        {
            var groups = new Regex(pattern, RegexOptions.CultureInvariant).GetGroupNumbers().Length - 1;
            return groups == 1 ? null : $"it has {(groups == 0 ? "no group" : $"{groups} groups")} and needs one";
        }
        catch (RegexParseException wrong)
        {
            return $"no regular expression at character {wrong.Offset + 1} ({wrong.Error})";
        }
    }
}
