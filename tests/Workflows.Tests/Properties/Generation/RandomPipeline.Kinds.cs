using System.Collections.Immutable;
using System.Text.Json;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Properties.Driving;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Properties.Generation;

/// <content>Steps of all kinds.</content>
internal sealed partial class RandomPipeline
{
    private static readonly JsonElement Axis = Json(Enumerable.Range(1, 2));

    private (StepDefinition Step, IReadOnlyList<string> Outputs) Kind(string name, Place place)
    {
        var mayNest = place.Depth < MostDepth && _left > 0;
        return _random.Next(mayNest ? 22 : 12) switch
        {
            0 when place.Depth > 0 => (new StepDefinition.Fail { Name = name, Type = "fail", Message = "p is ${{ parameters.p }}" }, []),
            1 => (Http(name, place), ["status", "n"]),
            2 => (Approval(name), ["approved"]),
            3 => (Callback(name, place), ["n", "o"]),
            4 => (Wait(name), []),
            5 when place.Around.Exists(step => step.Outputs.Contains("m")) => (Register(name, place), ["version"]),
            < 12 => (Job(name, place), ["n", "o", "l", "m"]),
            < 14 => Condition(name, place),
            < 16 => Loop(name, place),
            < 18 => ForEach(name, place),
            < 20 => Guarded(name, place),
            _ => Nested(name, place),
        };
    }

    private StepDefinition.Job Job(string name, Place place)
    {
        var isTimed = Chance(4);
        var program = (isTimed || place.IsCovered) && Chance(2) ? Script.Stuck : Chance(2) ? Script.Shaky : Script.Steady;
        return new StepDefinition.Job
        {
            Name = name,
            Type = "processing",
            Program = new ProgramDefinition.Component(program),
            Inputs = Enumerable.Range(0, _random.Next(3)).ToDictionary(number => $"i{number}", _ => Value(place)),
            Hyperparameters = Chance(4) ? new Dictionary<string, JsonElement> { ["h"] = Text(place) } : [],
            Env = Chance(6) ? new Dictionary<string, JsonElement> { ["V"] = Text(place) } : [],
            Outputs = 
            [
                .. "nol".Select(output => new OutputDefinition($"{output}", $"{output}.json", ArtifactKind.Value)),
                new OutputDefinition("m", "m.bin", ArtifactKind.Model),
            ],
            Timeout = isTimed ? TimeSpan.FromSeconds(_random.Next(10, 40)) : null,
            Retry = Retry(3),
        };
    }

    private StepDefinition.Http Http(string name, Place place) => new()
    {
        Name = name,
        Type = "http",
        Call = Request(place, body: Value(place)),
        Outputs = new Dictionary<string, string> { ["n"] = Chance(8) ? "response.body.missing" : "response.body.n + 1" },
        Retry = Retry(2),
    };

    private HttpCall Request(Place place, JsonElement body) => new("POST", Json($"http://host/{Pick([Script.Steady, Script.Shaky])}"))
    {
        Headers = Chance(2) ? new Dictionary<string, JsonElement> { ["x-q"] = Text(place) } : [],
        Body = body,
    };

    private StepDefinition.ManualApproval Approval(string name) => new()
    {
        Name = name,
        Type = "approval",
        Message = "is ${{ parameters.q }} right?",
        Timeout = Chance(2) ? TimeSpan.FromSeconds(_random.Next(10, 40)) : null,
        Default = Pick(new bool?[] { null, true, false }),
        OnReject = Pick([OnReject.Continue, OnReject.Fail]),
    };

    private StepDefinition.Callback Callback(string name, Place place) => new()
    {
        Name = name,
        Type = "callback",
        Request = Chance(2) ? Request(place, Json(new { token = "${{ token }}", p = "${{ parameters.p }}" })) : null,
        Outputs = ["n", "o"],
        Timeout = Chance(2) ? TimeSpan.FromSeconds(_random.Next(10, 40)) : null,
    };

    private StepDefinition.Wait Wait(string name) => new()
    {
        Name = name,
        Type = "wait",
        Duration = Json(Pick(["0s", "7s", "${{ parameters.p }}s", "11s"])),
    };

    private StepDefinition.Register Register(string name, Place place) => new()
    {
        Name = name,
        Type = "register",
        Group = Json("group-${{ parameters.p }}"),
        Model = Json($"${{{{ steps.{place.Around.Last(step => step.Outputs.Contains("m")).Name}.outputs.m }}}}"),
        Metrics = Chance(2) ? new Dictionary<string, JsonElement> { ["m"] = Text(place) } : [],
    };

    // A timeout covers all that is inside; where places are few, nothing may hold one for long.
    private (TimeSpan? Timeout, RetryDefinition? Retry, Place Inside) Around(Place place)
    {
        var timeout = !_isBounded && !place.IsLast && Chance(4) ? TimeSpan.FromSeconds(_random.Next(30, 90)) : (TimeSpan?)null;
        return (timeout, Retry(5), place with { Depth = place.Depth + 1, IsCovered = place.IsCovered || timeout is not null });
    }

    private (StepDefinition, IReadOnlyList<string>) Condition(string name, Place place)
    {
        var (timeout, retry, inside) = Around(place);
        var branches = new List<BranchDefinition> { new("then", Test(place), Block(inside)) };
        for (var elif = 0; Chance(2) && elif < 2; elif++) branches.Add(new($"elif[{elif}]", Test(place), Block(inside)));
        if (Chance(2)) branches.Add(new("else", null, Block(inside)));
        var step = new StepDefinition.Condition { Name = name, Type = "condition", Branches = branches, Timeout = timeout, Retry = retry };
        return (step, [.. branches.Select(branch => branch.Block.Outputs.Keys).Aggregate((some, other) => some.Intersect(other))]);
    }

    private (StepDefinition, IReadOnlyList<string>) Loop(string name, Place place)
    {
        var (timeout, retry, inside) = Around(place);
        var names = inside.Names.RemoveAll(text => text.StartsWith("loop.", StringComparison.Ordinal));
        var block = Block(inside with { Names = names.AddRange(["loop.index", "loop.state.s", "loop.previous"]) });
        var step = new StepDefinition.Loop
        {
            Name = name,
            Type = "loop",
            While = Chance(3) ? Pick(["loop.index < 2", "loop.state.s < 3", "loop.previous == null || loop.index < 2"]) : null,
            Until = Chance(2) ? Pick(["loop.index >= 1", "loop.state.s > 3", Inside(block, "loop.index > 0")]) : null,
            Maximum = Json(Chance(3) ? "${{ parameters.p }}" : _random.Next(4)),
            OnMaximum = Pick([OnMaximum.Finish, OnMaximum.Finish, OnMaximum.Fail]),
            State = new Dictionary<string, JsonElement> { ["s"] = Json("${{ parameters.p }}"), ["kept"] = Json("k") },
            Next = Chance(3) ? [] : new Dictionary<string, JsonElement> { ["s"] = Json("${{ loop.state.s + loop.index + 1 }}") },
            Block = block,
            Timeout = timeout,
            Retry = retry,
        };
        return (step, [.. block.Outputs.Keys]);
    }

    private string Inside(BlockDefinition block, string otherwise) =>
        block.Steps.Count > 0 && Chance(2) ? $"steps.{Pick(block.Steps).Name}.status == 'Succeeded'" : otherwise;

    private (StepDefinition, IReadOnlyList<string>) ForEach(string name, Place place)
    {
        var (timeout, retry, inside) = Around(place);
        var isMatrix = Chance(3);
        var names = inside.Names.Contains("loop.index") ? inside.Names : inside.Names.Add("loop.index");
        var item = $"it{place.Depth}";
        var block = Block(inside with { Names = isMatrix ? names.AddRange([$"{item}.x", $"{item}.y"]) : names.Add(item) });
        var lists = place.Around.Where(step => step.Outputs.Contains("l")).Select(step => $"${{{{ steps.{step.Name}.outputs.l }}}}");
        string[] computed = [.. lists, "${{ parameters.list }}"];
        var step = new StepDefinition.ForEach
        {
            Name = name,
            Type = "foreach",
            As = item,
            Items = isMatrix ? null : Chance(2) ? Json(Pick(computed)) : Json(new object[] { 1, "two", "${{ parameters.p }}" }[..(_random.Next(4))]),
            Matrix = isMatrix ? [new MatrixAxis("x", Axis), new MatrixAxis("y", Json(Pick(computed)))] : null,
            Parallelism = _isSequential ? 1 : Pick(new int?[] { null, 1, 2, 3 }),
            Block = block,
            Timeout = timeout,
            Retry = retry,
        };
        return (step, []);
    }

    private (StepDefinition, IReadOnlyList<string>) Guarded(string name, Place place)
    {
        var (timeout, retry, inside) = Around(place);
        var self = inside with { Names = inside.Names.Add($"steps.{name}.status") };
        var block = Block(inside);
        var rescue = self with { Names = _isExact ? self.Names.Add($"steps.{name}.error.type") : self.Names };
        var step = new StepDefinition.Guarded
        {
            Name = name,
            Type = "group",
            Block = block,
            Catch = Chance(2) ? Block(rescue) : null,
            Finally = Chance(2) ? Last(self) : null,
            Timeout = timeout,
            Retry = retry,
        };
        return (step, step.Catch is null ? [.. block.Outputs.Keys] : []);
    }

    private (StepDefinition, IReadOnlyList<string>) Nested(string name, Place place)
    {
        var (timeout, retry, inside) = Around(place);
        var within = inside with { Around = [], Names = ["parameters.own"] };
        var body = Block(within, least: 1);
        var seen = within with { Around = [.. body.Steps.Select(step => new Readable(step.Name, []))] };
        var step = new StepDefinition.Nested
        {
            Name = name,
            Type = "pipeline",
            File = $"inner{_files++}.yaml",
            Pipeline = new PipelineDefinition
            {
                Name = "inner",
                Parameters =
                [
                    new ParameterDefinition("p", ParameterType.Int) { Default = Json(2) },
                    new ParameterDefinition("q", ParameterType.String) { Default = Json("inner") },
                    new ParameterDefinition("list", ParameterType.List) { Default = Axis },
                    new ParameterDefinition("own", ParameterType.Int) { Default = Json(5) },
                ],
                Body = body,
                Finally = Chance(3) ? Last(seen) : null,
                FailureMode = Mode(),
                Parallelism = _isBounded ? _random.Next(1, 4) : null,
            },
            With = Chance(2) ? new Dictionary<string, JsonElement> { ["p"] = Json("${{ parameters.p }}") } : [],
            Timeout = timeout,
            Retry = retry,
        };
        return (step, [.. body.Outputs.Keys]);
    }
}
