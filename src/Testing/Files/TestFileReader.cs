using System.Text.Json;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Parameters;
using Pipelines.Definitions.Yaml;
using Pipelines.Testing.Fakes;
using Pipelines.Testing.Running;

namespace Pipelines.Testing.Files;

/// <summary>Reads a file of tests.</summary>
/// <param name="bag">Holds the text and takes the faults.</param>
/// <param name="load">Returns the pipeline of a path.</param>
internal sealed class TestFileReader(DiagnosticBag bag, Func<string, PipelineDefinition?> load)
{
    private static readonly string[] CaseFields =
        ["description", "parameters", "env", "steps", "start", "stopAfter", "expect"];

    /// <summary>Returns the cases, as far as they can be read.</summary>
    public IReadOnlyList<TestCase> Read()
    {
        if (YamlReader.Read(bag) is not { } root)
        {
            if (!bag.HasErrors)
                bag.Error(TestCodes.Missing, bag.Source.Span(0, 1), "the file is empty; 'cases' is missing.");
            return [];
        }

        if (TestMap.Open(bag, root, "",
            [.. CaseFields.Except(["description"]), "pipeline", "cases", "description"]) is not { } top) return [];
        if (LoadPipeline(top, root) is not { } definition) return [];
        var steps = StepPaths.Of(definition);
        var common = OfCase(top, new OfflineTest(definition), steps);
        if (top.Find("cases") is not { } cases)
        {
            if (top.Find("expect") is { } expect)
                return [Case(Path.GetFileNameWithoutExtension(bag.Source.File), top, expect.Key.Span, common, steps)];
            bag.Error(
                TestCodes.Missing, root.Span,
                "'cases' is missing: a map from names to cases, or 'expect' for a file of one case.");
            return [];
        }

        if (top.Find("expect") is { } lost)
            bag.Error(
                TestCodes.UnknownField, lost.Key.Span, "'expect' belongs into a case where there is a map of 'cases'.");
        return TestMap.MapOf(bag, cases.Value, "cases") is { } map
            ? [.. map.Entries.Select(entry => ReadCase(entry, common, steps)).OfType<TestCase>()] : [];
    }

    private PipelineDefinition? LoadPipeline(TestMap top, YamlNode root)
    {
        var path = top.Text("pipeline") ?? "pipeline.yaml";
        if (load(path) is { } definition) return definition;
        bag.Error(
            TestCodes.Pipeline,
            top.Find("pipeline")?.Value.Span ?? root.Span,
            $"pipeline: '{TestMap.Short(path)}' is not there or has faults; see 'pipelines validate'.",
            "the path is relative to this file's folder");
        return null;
    }

    private TestCase? ReadCase(
        YamlEntry entry, OfflineTest common, IReadOnlyList<(string Path, StepDefinition Step)> steps)
    {
        var map = TestMap.Open(bag, entry.Value, $"cases.{entry.Name}", CaseFields);
        return map is null ? null : Case(entry.Name, map, entry.Key.Span, OfCase(map, common, steps), steps);
    }

    private TestCase Case(
        string name, TestMap map, SourceSpan at, OfflineTest test,
        IReadOnlyList<(string Path, StepDefinition Step)> steps)
    {
        foreach (
            var parameter in test.Definition.Parameters.Where(
            parameter => parameter.Default is null && !test.Parameters.ContainsKey(parameter.Name)))
        {
            bag.Error(
                TestCodes.Parameter,
                at,
                $"{name}: parameter '{parameter.Name}' has no default and is given no value.",
                $"give {ParameterConversion.Example(parameter.Type)}");
        }

        return new TestCase(name, at, test)
        {
            Expectations = new ExpectationReader(bag, steps).Read(map.Find("expect"), at, map.At("expect")),
        };
    }

    // What a case says comes before what the file says of all.
    private OfflineTest OfCase(
        TestMap map, OfflineTest common, IReadOnlyList<(string Path, StepDefinition Step)> steps) => common with
    {
        Parameters = Over(common.Parameters, Parameters(map, common.Definition)),
        Env = Over(common.Env, map.Texts("env")),
        Steps = [.. new FakeReader(bag, steps).Read(map.Find("steps"), map.At("steps")), .. common.Steps],
        Start = map.Time("start") ?? common.Start,
        StopAfter = map.Duration("stopAfter") ?? common.StopAfter,
    };

    private Dictionary<string, JsonElement> Parameters(TestMap map, PipelineDefinition definition)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (map.Find("parameters") is not { } entry
            || TestMap.MapOf(bag, entry.Value, map.At("parameters")) is not { } given) return values;
        foreach (var one in given.Entries)
        {
            var path = $"{map.At("parameters")}.{one.Name}";
            var declared = definition.Parameters.FirstOrDefault(parameter => parameter.Name == one.Name);
            if (declared is null)
            {
                bag.Error(
                    TestCodes.Parameter,
                    one.Key.Span,
                    $"{path}: the pipeline has no parameter '{TestMap.Short(one.Name)}'.",
                    bag.Suggest(one.Name, definition.Parameters.Select(parameter => parameter.Name)));
            }
            else if (ParameterConversion.FromYaml(declared.Type, one.Value, bag) is not { } value)
            {
                TestMap.Wrong(bag, one.Value, path, ParameterConversion.Example(declared.Type));
            }
            else
            {
                values[one.Name] = value;
            }
        }

        return values;
    }

    private static Dictionary<string, T> Over<T>(
        IReadOnlyDictionary<string, T> below, IReadOnlyDictionary<string, T> above)
    {
        var both = new Dictionary<string, T>(below, StringComparer.Ordinal);
        foreach (var (name, value) in above) both[name] = value;
        return both;
    }
}
