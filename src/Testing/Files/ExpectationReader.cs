using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;
using Pipelines.Testing.Fakes;
using Pipelines.Testing.Running;

namespace Pipelines.Testing.Files;

/// <summary>Reads <c>expect:</c> of a test case.</summary>
/// <param name="bag">Takes the faults.</param>
/// <param name="all">The pipeline's steps.</param>
internal sealed class ExpectationReader(DiagnosticBag bag, IReadOnlyList<(string Path, StepDefinition Step)> all)
{
    private static readonly string[] Fields =
        ["status", "outputs", "error", "steps", "order", "calls", "rounds", "duration", "stuck"];

    private static readonly string[] Statuses = ["Succeeded", "Failed", "Stopped"];

    /// <summary>Returns what is expected; that the execution ends is always expected.</summary>
    public IReadOnlyList<Expectation> Read(YamlEntry? entry, SourceSpan at, string path)
    {
        var found = new List<Expectation>();
        var map = entry is null ? null : TestMap.Open(bag, entry.Value, path, Fields);
        if (map?.Truth("stuck") != true)
        {
            found.Add(new(at, path, run => run.Stuck is null ? null
                : run.Stuck.Length == 0 ? "the execution did not end: nothing is left to happen"
                : $"the execution did not end: {run.Stuck}, and nobody answers in this test"));
        }
        else if (map.Find("stuck") is { } stuck)
        {
            found.Add(new(
                stuck.Key.Span,
                map.At("stuck"),
                run => run.Stuck is null ? $"the execution ended: {run.State.Status}" : null));
        }

        if (map is null) return found;
        if (map.Find("status") is { Value: var word } && Status(word, map.At("status"), Statuses) is { } status)
            found.Add(new(word.Span, map.At("status"), run => IsStatus(status, run.State.Status, run.State.Error)));
        if (map.Find("outputs") is { } outputs) AddValues(found, outputs, map.At("outputs"), run => run.State.Outputs);
        if (map.Find("error") is { } error) found.AddRange(Error(error.Value, map.At("error"), run => run.State.Error));
        if (map.Find("order") is { } order) Add(found, Order(order.Value, map.At("order")));
        if (map.Find("duration") is { } duration) Add(found, Duration(duration, map.At("duration")));
        foreach (var (field, key, value) in Keyed(map, "steps", "rounds", "calls"))
        {
            var where = $"{map.At(field)}.{key.Text}";
            if (field == "steps") found.AddRange(new StepExpectationReader(bag).Read(key, value, where));
            else if (field == "calls") found.AddRange(new CallExpectationReader(bag).Read(key, value, where));
            else if (TestMap.Whole(bag, value, where) is { } count)
                found.Add(Rounds(key.Text, value, where, count));
        }

        return found;
    }

    /// <summary>Reads the word of a status; null with a fault when it is none.</summary>
    public static StepStatus? Status(DiagnosticBag bag, YamlNode node, string path, IReadOnlyList<string> known)
    {
        var text = (node as YamlNode.Scalar)?.Text;
        if (text is not null
            && known.FirstOrDefault(one => one.Equals(text, StringComparison.OrdinalIgnoreCase))
            is { } word) return Enum.Parse<StepStatus>(word);
        bag.Error(
            TestCodes.UnknownWord,
            node.Span,
            $"{path}: '{TestMap.Short(text ?? node.Kind)}' is no status; it takes {string.Join(", ", known)}.",
            text is null ? null : bag.Suggest(text, known));
        return null;
    }

    /// <summary>Adds an expectation for each value of a map.</summary>
    public static void AddValues(
        DiagnosticBag bag, List<Expectation> found, YamlEntry entry, string path,
            Func<OfflineRun, IReadOnlyDictionary<string, JsonElement>> of)
    {
        if (TestMap.MapOf(bag, entry.Value, path) is not { } map) return;
        foreach (var one in map.Entries)
        {
            var expected = YamlJson.ToJson(one.Value, bag);
            found.Add(new(one.Value.Span, $"{path}.{one.Name}", run =>
            {
                var actual = of(run).GetValueOrDefault(one.Name);
                return ValueMatch.Is(expected, actual) ? null
                    : $"{ValueMatch.Shown(expected)} was expected, it is {ValueMatch.Shown(actual)}";
            }));
        }
    }

    /// <summary>Reads what is expected of an error: text that its message holds, or type and message.</summary>
    public static IEnumerable<Expectation> Error(
        DiagnosticBag bag, YamlNode node, string path, Func<OfflineRun, StepError?> of)
    {
        if (node is YamlNode.Scalar { Text: var text }) return [Contains(node, path, text, of)];
        if (TestMap.Open(bag, node, path, "type", "message") is not { } map) return [];
        var found = new List<Expectation>();
        if (map.Text("type") is { } type)
            found.Add(new(
                map.Find("type")!.Value.Span,
                map.At("type"),
                run => of(run)?.Type == type ? null : $"'{type}' was expected, it is {Of(of(run))}"));
        if (map.Text("message") is { } message)
            found.Add(Contains(map.Find("message")!.Value, map.At("message"), message, of));
        return found;
    }

    /// <summary>Returns what is wrong with a status; null when nothing is.</summary>
    public static string? IsStatus(StepStatus expected, StepStatus actual, StepError? error) =>
        expected == actual ? null : $"{expected} was expected, it is {actual}{(error is null ? "" : $": {Of(error)}")}";

    private StepStatus? Status(YamlNode node, string path, IReadOnlyList<string> known) =>
        Status(bag, node, path, known);

    private void AddValues(
        List<Expectation> found, YamlEntry entry, string path,
        Func<OfflineRun, IReadOnlyDictionary<string, JsonElement>> of) =>
        AddValues(bag, found, entry, path, of);

    private IEnumerable<Expectation> Error(YamlNode node, string path, Func<OfflineRun, StepError?> of) =>
        Error(bag, node, path, of);

    private static Expectation Contains(YamlNode node, string path, string text, Func<OfflineRun, StepError?> of) =>
        new(node.Span, path, run => of(run)?.Message.Contains(text, StringComparison.Ordinal) == true ? null
            : $"a message with '{text}' was expected, it is {Of(of(run))}");

    // The message of an execution says the class itself.
    private static string Of(StepError? error) => error is null ? "no error"
        : error.Message.Contains($"{error.Type}: ", StringComparison.Ordinal) ? error.Message
        : $"{error.Type}: {error.Message}";

    private IEnumerable<(string Field, YamlNode.Scalar Key, YamlNode Value)> Keyed(TestMap map, params string[] fields)
    {
        foreach (var field in fields)
        {
            if (map.Find(field) is not { } entry || TestMap.MapOf(bag, entry.Value, map.At(field)) is not { } inner)
                continue;
            foreach (var one in inner.Entries)
            {
                if (FakeReader.Named(bag, all, one.Key).Count > 0) yield return (field, one.Key, one.Value);
            }
        }
    }

    private Expectation? Order(YamlNode node, string path)
    {
        if (node is not YamlNode.Sequence list || list.Items.Any(item => item is not YamlNode.Scalar))
        {
            TestMap.Wrong(bag, node, path, "a list of steps");
            return null;
        }

        var names = list.Items.Cast<YamlNode.Scalar>().Where(item => FakeReader.Named(bag, all, item).Count > 0)
            .Select(item => new StepPattern(item.Text)).ToList();
        return new(list.Span, path, run => OrderFault(names, run.Begun));
    }

    private static string? OrderFault(IReadOnlyList<StepPattern> expected, IReadOnlyList<string> begun)
    {
        var at = -1;
        foreach (var pattern in expected)
        {
            var next = begun.Select((path, index) => (path, index))
                .FirstOrDefault(step => step.index > at && pattern.Matches(step.path), (path: "", index: -1)).index;
            if (next < 0)
            {
                var why = begun.Any(pattern.Matches) ? "began earlier" : "never began";
                return $"'{pattern}' {why}; the steps began in the order {string.Join(", ", begun.Take(40))}";
            }

            at = next;
        }

        return null;
    }

    private static Expectation Rounds(string step, YamlNode node, string path, int count) => new(node.Span, path, run =>
    {
        var rounds = run.Rounds(step);
        return rounds == count ? null : $"{count} were expected, there were {rounds}";
    });

    private Expectation? Duration(YamlEntry entry, string path)
    {
        if (TestMap.Open(bag, entry.Value, path, "minimum", "maximum") is not { } map) return null;
        var (least, most) = (map.Duration("minimum") ?? TimeSpan.Zero, map.Duration("maximum") ?? TimeSpan.MaxValue);
        return new(entry.Key.Span, path, run =>
            run.Duration >= least && run.Duration <= most ? null : $"the execution took {run.Duration:c}");
    }

    private static void Add(List<Expectation> found, Expectation? one)
    {
        if (one is not null) found.Add(one);
    }
}
