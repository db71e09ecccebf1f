using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;
using Pipelines.Testing.Fakes;
using Pipelines.Testing.Running;

namespace Pipelines.Testing.Files;

/// <summary>Reads what is expected of steps: a status, or a map of facts.</summary>
/// <param name="bag">Takes the faults.</param>
internal sealed class StepExpectationReader(DiagnosticBag bag)
{
    private static readonly string[] Statuses = Enum.GetNames<StepStatus>();

    /// <summary>Returns what is expected of all steps that a key names; there must be one.</summary>
    public IEnumerable<Expectation> Read(YamlNode.Scalar key, YamlNode node, string path)
    {
        var pattern = new StepPattern(key.Text);
        var found = new List<Expectation>
        {
            new(key.Span, path, run => run.State.Steps.Keys.Any(pattern.Matches) ? null
                : "no such step came to be; its block was not entered"),
        };
        if (node is YamlNode.Scalar)
        {
            Status(found, pattern, node, path);
            return found;
        }

        if (TestMap.Open(bag, node, path, "status", "attempts", "outputs", "metrics", "error") is not { } map)
            return found;
        if (map.Find("status") is { } status) Status(found, pattern, status.Value, map.At("status"));
        if (map.Whole("attempts") is { } attempts)
        {
            found.Add(new(map.Find("attempts")!.Value.Span, map.At("attempts"), All(pattern, step =>
                step.Attempts == attempts ? null : $"{attempts} were expected, there were {step.Attempts}")));
        }

        if (map.Find("outputs") is { } outputs)
            Values(found, pattern, outputs, map.At("outputs"), step => step.Outputs);
        if (map.Find("metrics") is { } metrics)
            Values(found, pattern, metrics, map.At("metrics"), step => step.Metrics);
        if (map.Find("error") is { } error)
            found.AddRange(
                ExpectationReader.Error(bag, error.Value, map.At("error"), run => First(run, pattern)?.Error));
        return found;
    }

    private void Status(List<Expectation> found, StepPattern pattern, YamlNode node, string path)
    {
        if (ExpectationReader.Status(bag, node, path, Statuses) is { } status)
        {
            var check = All(pattern, step => ExpectationReader.IsStatus(status, step.Status, step.Error));
            found.Add(new(node.Span, path, check));
        }
    }

    private void Values(
        List<Expectation> found, StepPattern pattern, YamlEntry entry, string path,
        Func<StepState, IReadOnlyDictionary<string, System.Text.Json.JsonElement>> of)
    {
        if (TestMap.MapOf(bag, entry.Value, path) is not { } map) return;
        foreach (var one in map.Entries)
        {
            var expected = YamlJson.ToJson(one.Value, bag);
            found.Add(new(one.Value.Span, $"{path}.{one.Name}", All(pattern, step =>
            {
                var actual = of(step).GetValueOrDefault(one.Name);
                return ValueMatch.Is(expected, actual) ? null
                    : $"{ValueMatch.Shown(expected)} was expected, it is {ValueMatch.Shown(actual)}";
            })));
        }
    }

    private static StepState? First(OfflineRun run, StepPattern pattern) =>
        run.State.Steps.FirstOrDefault(step => pattern.Matches(step.Key)).Value;

    private static Func<OfflineRun, string?> All(StepPattern pattern, Func<StepState, string?> check) => run =>
    {
        foreach (var (path, step) in run.State.Steps.Where(step => pattern.Matches(step.Key)))
        {
            if (check(step) is { } wrong) return path == pattern.Text ? wrong : $"{path}: {wrong}";
        }

        return null;
    };
}
