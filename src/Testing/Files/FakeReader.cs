using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Yaml;
using Pipelines.Testing.Fakes;

namespace Pipelines.Testing.Files;

/// <summary>Reads <c>steps:</c> of a test file: how fake steps behave.</summary>
/// <param name="bag">Takes the faults.</param>
/// <param name="all">The pipeline's steps.</param>
internal sealed class FakeReader(DiagnosticBag bag, IReadOnlyList<(string Path, StepDefinition Step)> all)
{
    private static readonly string[] TurnFields =
        ["outputs", "metrics", "duration", "fail", "status", "body", "headers", "approve", "by", "comment", "after"];

    private static readonly string[] Fields =
        [.. TurnFields, "sequence", "decide"];

    /// <summary>Returns the fakes of the map under an entry, in the order of the file.</summary>
    public IReadOnlyList<FakeStep> Read(YamlEntry? entry, string path)
    {
        if (entry is null || TestMap.MapOf(bag, entry.Value, path) is not { } map) return [];
        var fakes = new List<FakeStep>();
        foreach (var one in map.Entries)
        {
            var pattern = new StepPattern(one.Name);
            if (Named(bag, all, one.Key) is { Count: > 0 } steps)
                fakes.Add(ReadOne(pattern, one.Value, $"{path}.{one.Name}", steps));
        }

        return fakes;
    }

    /// <summary>Returns the steps that a key names; reports it when there is none.</summary>
    public static IReadOnlyList<StepDefinition> Named(
        DiagnosticBag bag, IReadOnlyList<(string Path, StepDefinition Step)> all, YamlNode.Scalar key)
    {
        var found = StepPaths.Named(all, new StepPattern(key.Text));
        if (found.Count == 0)
        {
            bag.Error(
                TestCodes.UnknownStep,
                key.Span,
                $"the pipeline has no step '{TestMap.Short(key.Text)}'; a step is named by its path, such as "
                + "'sweep[*].train', or by its name alone.",
                bag.Suggest(key.Text, all.SelectMany(step => new[] { step.Path, step.Step.Name })));
        }

        return [.. found.Select(step => step.Step)];
    }

    private FakeStep ReadOne(StepPattern pattern, YamlNode node, string path, IReadOnlyList<StepDefinition> steps)
    {
        if (node is YamlNode.Sequence list) return Joined(pattern, ReadSequence(list, path, steps), []);
        if (TestMap.Open(bag, node, path, Fields) is not { } map) return new FakeStep(pattern);
        var decisions = Decisions(map);
        if (map.Find("sequence") is { } entry)
        {
            if (entry.Value is YamlNode.Sequence sequence)
                return Joined(pattern, ReadSequence(sequence, map.At("sequence"), steps), decisions);
            TestMap.Wrong(bag, entry.Value, map.At("sequence"), "a list");
        }

        var hasResult = map.Present(TurnFields).Any();
        return Joined(pattern, hasResult || decisions.Count == 0 ? [ReadTurn(map, steps)] : [], decisions);
    }

    private List<Turn> ReadSequence(YamlNode.Sequence list, string path, IReadOnlyList<StepDefinition> steps)
    {
        if (list.Items.Count == 0) TestMap.Wrong(bag, list, path, "a list of one call or more");
        return [.. list.Items
            .Select((item, index) => TestMap.Open(bag, item, $"{path}[{index}]", TurnFields))
            .OfType<TestMap>().Select(map => ReadTurn(map, steps))];
    }

    private Turn ReadTurn(TestMap map, IReadOnlyList<StepDefinition> steps)
    {
        FakeFields.Check(map, steps);
        var result = new FakeResult
        {
            Outputs = map.Values("outputs"),
            Metrics = map.Values("metrics"),
            Failure = Failure(map),
            Duration = map.Duration("duration"),
            Status = map.Whole("status") ?? 200,
            Body = map.Find("body") is { } body ? YamlJson.ToJson(body.Value, bag) : null,
            Headers = map.Texts("headers")
                .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value),
        };
        var answer = AnswerOf(map, result, steps);

        // What a callback's fake says is the other side's answer; the request that asks for it succeeds.
        return new Turn(
            steps.All(step => step is StepDefinition.Callback) ? result with { Failure = null } : result, answer);
    }

    private static FakeAnswer? AnswerOf(TestMap map, FakeResult result, IReadOnlyList<StepDefinition> steps)
    {
        AnswerKind? kind = null;
        if (map.Truth("approve") is { } approve) kind = approve ? AnswerKind.Approve : AnswerKind.Reject;
        else if (steps.Any(step => step is StepDefinition.Callback) && map.Present("outputs", "fail", "after").Any())
            kind = result.Failure is null ? AnswerKind.Complete : AnswerKind.Fail;
        return kind is null ? null : new FakeAnswer(kind.Value)
        {
            After = map.Duration("after") ?? TimeSpan.Zero,
            By = map.Text("by"),
            Comment = map.Text("comment") ?? result.Failure?.Message,
            Outputs = kind == AnswerKind.Complete ? result.Outputs : new Dictionary<string, JsonElement>(),
        };
    }

    private FakeFailure? Failure(TestMap map)
    {
        if (map.Find("fail") is not { } entry) return null;
        if (entry.Value is YamlNode.Scalar scalar)
            return new FakeFailure("ScriptFailed", TestMap.IsNothing(scalar) ? "failed in the test" : scalar.Text);
        if (TestMap.Open(bag, entry.Value, map.At("fail"), "type", "message", "exitCode", "retryable",
            "log") is not { } fields) return null;
        return new FakeFailure(fields.Text("type") ?? "ScriptFailed", fields.Text("message") ?? "failed in the test")
        {
            ExitCode = fields.Whole("exitCode"),
            NonRetryable = fields.Truth("retryable") == false,
            Log = fields.Text("log")?.Split('\n', StringSplitOptions.RemoveEmptyEntries) ?? [],
        };
    }

    private List<FakeAnswer> Decisions(TestMap map)
    {
        if (map.Find("decide") is not { } entry) return [];
        IReadOnlyList<YamlNode> items = entry.Value is YamlNode.Sequence list ? list.Items : [entry.Value];
        return [.. items.Select((item, index) => Decision(item, $"{map.At("decide")}[{index}]")).OfType<FakeAnswer>()];
    }

    private FakeAnswer? Decision(YamlNode node, string path)
    {
        if (node is YamlNode.Scalar word) return KindOf(word, path) is { } plain ? new FakeAnswer(plain) : null;
        if (TestMap.Open(bag, node, path, "do", "parameters", "outputs", "after", "by", "comment") is not { } map)
            return null;
        if (map.Find("do") is not { Value: YamlNode.Scalar what })
        {
            bag.Error(TestCodes.Missing, node.Span, $"{path}: 'do' is missing.", "do: retry, skip or fail");
            return null;
        }

        return KindOf(what, path) is not { } kind ? null : new FakeAnswer(kind)
        {
            After = map.Duration("after") ?? TimeSpan.Zero,
            By = map.Text("by"),
            Comment = map.Text("comment"),
            Outputs = map.Values("outputs"),
            Parameters = map.Values("parameters"),
        };
    }

    private AnswerKind? KindOf(YamlNode.Scalar word, string path)
    {
        switch (word.Text)
        {
            case "retry": return AnswerKind.Retry;
            case "skip": return AnswerKind.Skip;
            case "fail": return AnswerKind.Fail;
        }

        bag.Error(
            TestCodes.UnknownWord, word.Span,
            $"{path}: '{TestMap.Short(word.Text)}' is not known; it takes retry, skip, fail.",
            bag.Suggest(word.Text, ["retry", "skip", "fail"]));
        return null;
    }

    private static FakeStep Joined(StepPattern pattern, List<Turn> turns, List<FakeAnswer> decisions) => new(pattern)
    {
        Results = [.. turns.Select(turn => turn.Result)],
        Answers = [.. turns.Select(turn => turn.Answer).OfType<FakeAnswer>(), .. decisions],
    };

    private sealed record Turn(FakeResult Result, FakeAnswer? Answer);
}
