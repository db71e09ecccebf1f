using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Properties.Driving;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Properties.Generation;

/// <summary>Definitions from a seed: all constructs, nested. What may never end stands under a timeout.</summary>
internal sealed partial class RandomPipeline
{
    private const int MostDepth = 3;
    private static readonly string[] Pool = ["a", "b", "c", "d", "e", "f-g", "h_i", "j2"];

    private readonly Random _random;
    private readonly bool _isSequential;
    private readonly bool _isExact;
    private readonly bool _isBounded;
    private readonly bool _isTimed;
    private int _left;
    private int _files;

    private RandomPipeline(int seed, Shape shape)
    {
        _random = new Random(seed);
        _isTimed = shape == Shape.Timed;
        _isSequential = _random.Next(3) == 0;
        _isBounded = _random.Next(4) == 0;
        _isExact = _isSequential || (_isTimed && !_isBounded);
        _left = _random.Next(4, 26);
    }

    public static RandomCase Of(int seed, Shape shape)
    {
        var maker = new RandomPipeline(seed, shape);
        var definition = maker.Pipeline();
        var run = new PipelineRun
        {
            Definition = definition,
            Context = new PipelineContext { Pipeline = definition.Name, Version = "sha256:0", ExecutionId = "run-1" },
            Parameters = new Dictionary<string, JsonElement>
            {
                ["p"] = Json(maker._random.Next(4)),
                ["q"] = Json("word"),
                ["list"] = Json(Enumerable.Range(3, maker._random.Next(4))),
            },
            Env = new Dictionary<string, string> { ["E"] = "from outside" },
        };
        return new RandomCase(seed, run, new Script(seed, maker._isTimed))
        {
            IsSequential = maker._isSequential,
            IsExact = maker._isExact,
            CancelAt = maker._isTimed && maker._isExact && maker.Chance(8) ? maker._random.Next(1, 20_000) : null,
        };
    }

    private bool Chance(int among) => _random.Next(among) == 0;

    private T Pick<T>(IReadOnlyList<T> among) => among[_random.Next(among.Count)];

    private PipelineDefinition Pipeline()
    {
        var timeout = _isTimed && !_isBounded && Chance(10) ? TimeSpan.FromSeconds(_random.Next(5, 60)) : (TimeSpan?)null;
        var body = Block(new Place { IsCovered = timeout is not null });
        var seen = body.Steps.Select(step => new Readable(step.Name, [])).ToImmutableList();
        return new PipelineDefinition
        {
            Name = "random",
            Digest = "sha256:0",
            Parameters =
            [
                new ParameterDefinition("p", ParameterType.Int),
                new ParameterDefinition("q", ParameterType.String) { Default = Json("q") },
                new ParameterDefinition("list", ParameterType.List) { Default = Axis },
            ],
            Body = body,
            Finally = Chance(3) ? Last(new Place { Depth = 1, Around = seen, Names = ["execution.status"] }) with { Outputs = NoOutputs } : null,
            Parallelism = _isBounded ? _random.Next(1, 4) : null,
            FailureMode = Mode(),
            Timeout = timeout,
        };
    }

    // Where several things are at work and take no time of their own, only one mode has a settled outcome.
    private FailureMode Mode() => _isExact
        ? Pick([FailureMode.ContinueIndependent, FailureMode.FailFast, FailureMode.FinishRunning, FailureMode.FinishRunning])
        : FailureMode.ContinueIndependent;

    private static Dictionary<string, JsonElement> NoOutputs => [];

    private BlockDefinition Last(Place place) =>
        Block(place with { Depth = Math.Max(place.Depth, MostDepth - 1), IsLast = true, IsCovered = false }) with { Outputs = NoOutputs };

    private BlockDefinition Block(Place place, int least = 0)
    {
        var count = Math.Min(_random.Next(place.Depth == 0 ? 2 : 1, 5), Math.Max(_left, 1));
        if (place.Depth > 0 && Chance(30)) count = least;
        _left -= count;
        var names = Pool.ToArray();
        _random.Shuffle(names);
        names = names[..count];
        place = place with
        {
            Around = place.Around.RemoveAll(step => names.Contains(step.Name)),
            Names = place.Names.RemoveAll(text => names.Any(name => text.StartsWith($"steps.{name}.", StringComparison.Ordinal))),
        };
        var steps = new List<StepDefinition>();
        var local = new List<Readable>();
        foreach (var name in names)
        {
            var (step, readable) = Step(name, place, local);
            steps.Add(step);
            local.Add(readable);
        }

        var outputs = new Dictionary<string, JsonElement>();
        foreach (var step in local.Where(_ => Chance(2)))
        {
            var output = step.Outputs.Count > 0 && !Chance(6) ? Pick(step.Outputs) : null;
            outputs[output ?? "s"] = Json(output is null ? $"${{{{ steps.{step.Name}.status }}}}" : $"${{{{ steps.{step.Name}.outputs.{output} }}}}");
        }

        var file = steps.ToArray();
        _random.Shuffle(file); // order in the file means nothing
        return new BlockDefinition(file) { Outputs = outputs };
    }

    private (StepDefinition Step, Readable Readable) Step(string name, Place place, List<Readable> local)
    {
        var needs = local.Where((_, index) => (_isSequential && index == local.Count - 1) || Chance(3)).ToList();
        var inside = place with { Around = place.Around.AddRange(needs) };
        var (step, outputs) = Kind(name, inside);
        step = step with { DependsOn = [.. needs.Select(need => need.Name).Order(StringComparer.Ordinal)] };
        if (Chance(6)) step = step with { When = Test(inside) };
        if (step is StepDefinition.Fail) return (step, new Readable(name, []));
        if (Chance(6)) step = step with { OnFailure = OnFailure.Continue };
        else if (Chance(8)) step = step with { OnFailure = OnFailure.Wait };

        // Outputs of what may have failed or been skipped are there to be read now and then only.
        var isSure = step.OnFailure == OnFailure.Stop || Chance(6);
        return (step, new Readable(name, isSure ? outputs : []));
    }

    private RetryDefinition? Retry(int among) => Chance(among)
        ? new RetryDefinition(
            _random.Next(2, 4), TimeSpan.FromSeconds(_random.Next(1, 4)), _random.Next(1, 3), null, Chance(3) ? ["BadInput"] : [])
        : null;

    private string Test(Place place)
    {
        var choices = new List<string> { $"parameters.p > {_random.Next(4)}", "size(parameters.list) > 1" };
        choices.AddRange(place.Names.Where(text => text.EndsWith("index", StringComparison.Ordinal)).Select(text => $"{text} < 2"));
        foreach (var step in place.Around)
        {
            choices.Add($"steps.{step.Name}.status == 'Succeeded'");
            if (step.Outputs.Contains("n")) choices.Add($"steps.{step.Name}.outputs.n > {_random.Next(8)}");
        }

        var test = Pick(choices);
        return Chance(4) ? $"!({test})" : test;
    }

    private JsonElement Value(Place place)
    {
        var text = Expression(Readings(place));
        return _random.Next(6) switch
        {
            0 => Json(new object[] { 1, text }),
            1 => Json(new Dictionary<string, object> { ["k"] = text }),
            _ => Json(text),
        };
    }

    // One value, where no list and no map belongs.
    private JsonElement Text(Place place)
    {
        var single = Readings(place).Where(text => !text.EndsWith('l')
            && text is not ("parameters.list" or "loop.previous") && !text.EndsWith(".m", StringComparison.Ordinal));
        return Json(Expression([.. single]));
    }

    private string Expression(IReadOnlyList<string> readings) =>
        Chance(6) ? $"<${{{{ {Pick(readings)} }}}}>" : $"${{{{ {Pick(readings)} }}}}";

    private static List<string> Readings(Place place)
    {
        var readings = new List<string> { "parameters.p", "parameters.q", "parameters.list", "env.E" };
        readings.AddRange(place.Names);
        readings.AddRange(place.Names);
        foreach (var step in place.Around)
        {
            readings.Add($"steps.{step.Name}.status");
            readings.Add($"steps.{step.Name}.attempts");
            readings.AddRange(step.Outputs.Select(output => $"steps.{step.Name}.outputs.{output}"));
        }

        return readings;
    }
}
