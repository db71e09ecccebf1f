using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Testing.Files;

/// <summary>Reads what is expected of the calls of steps: how many, or with what.</summary>
/// <param name="bag">Takes the faults.</param>
internal sealed class CallExpectationReader(DiagnosticBag bag)
{
    private static readonly string[] Fields =
    [
        "count", "command", "component", "inputs", "hyperparameters", "env", "method", "url", "headers", "body",
        "group", "model", "approval", "metrics", "note",
    ];

    /// <summary>
    /// Returns what is expected: a number of calls, a map that holds for every call, or a list with a map for each.
    /// </summary>
    public IEnumerable<Expectation> Read(YamlNode.Scalar key, YamlNode node, string path) => node switch
    {
        YamlNode.Scalar => TestMap.Whole(bag, node, path) is { } count ? [Count(key.Text, node, path, count)] : [],
        YamlNode.Sequence list =>
        [
            Count(key.Text, node, path, list.Items.Count),
            .. list.Items.SelectMany((item, index) => Facts(key.Text, item, $"{path}[{index}]", index)),
        ],
        _ => Facts(key.Text, node, path, index: null),
    };

    private static Expectation Count(string steps, YamlNode node, string path, int count) =>
        new(node.Span, path, run => run.CallsOf(steps).Count is var calls && calls == count ? null
            : $"{count} calls were expected, there were {calls}");

    private List<Expectation> Facts(string steps, YamlNode node, string path, int? index)
    {
        if (TestMap.Open(bag, node, path, Fields) is not { } map) return [];
        var found = new List<Expectation>();
        if (map.Whole("count") is { } count) found.Add(Count(steps, map.Find("count")!.Value, map.At("count"), count));
        foreach (var entry in map.Present([.. Fields.Except(["count"])]))
        {
            var expected = YamlJson.ToJson(entry.Value, bag);
            found.Add(new(entry.Value.Span, map.At(entry.Name), run =>
            {
                var calls = run.CallsOf(steps);
                if (calls.Count == 0) return "there was no call";
                foreach (var call in index is { } one ? calls.Skip(one).Take(1) : calls)
                {
                    var actual = call.Request.TryGetProperty(entry.Name, out var value) ? value : default;
                    if (!ValueMatch.Is(expected, actual))
                        return $"{call.Path}, attempt {call.Attempt}: {ValueMatch.Shown(expected)} was expected, it "
                            + $"is {ValueMatch.Shown(actual)}";
                }

                return null;
            }));
        }

        return found;
    }
}
