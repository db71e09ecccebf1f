using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Tests.Scheduling;

/// <summary>Definitions as records, in few words.</summary>
internal static class Steps
{
    public static JsonElement Json(object? value) => JsonSerializer.SerializeToElement(value);

    public static StepDefinition.Job Job(string name, params string[] needs) => new()
    {
        Name = name,
        Type = "processing",
        DependsOn = needs,
        Program = new ProgramDefinition.Component("noop"),
    };

    public static StepDefinition.Job Input(this StepDefinition.Job job, string name, object value) => job with
    {
        Inputs = new Dictionary<string, JsonElement>(job.Inputs) { [name] = Json(value) },
    };

    public static StepDefinition.Job Output(this StepDefinition.Job job, string name) => job with
    {
        Outputs = [.. job.Outputs, new OutputDefinition(name, name + ".json", ArtifactKind.Value)],
    };

    public static StepDefinition.Fail Fail(string name, string message, params string[] needs) =>
        new() { Name = name, Type = "fail", Message = message, DependsOn = needs };

    public static StepDefinition.Condition If(string name, string test, StepDefinition[] then, StepDefinition[]? otherwise = null) =>
        If(name, test, Block(then), otherwise is null ? null : Block(otherwise));

    public static StepDefinition.Condition If(string name, string test, BlockDefinition then, BlockDefinition? otherwise) => new()
    {
        Name = name,
        Type = "condition",
        Branches = otherwise is null
            ? [new BranchDefinition("then", test, then)]
            : [new BranchDefinition("then", test, then), new BranchDefinition("else", null, otherwise)],
    };

    public static StepDefinition.Loop Loop(string name, BlockDefinition block, string? until = null, object? maximum = null) => new()
    {
        Name = name,
        Type = "loop",
        Block = block,
        Until = until,
        Maximum = maximum is null ? null : Json(maximum),
    };

    public static StepDefinition.Loop State(this StepDefinition.Loop loop, string name, object first, object? next = null) => loop with
    {
        State = new Dictionary<string, JsonElement>(loop.State) { [name] = Json(first) },
        Next = next is null ? loop.Next : new Dictionary<string, JsonElement>(loop.Next) { [name] = Json(next) },
    };

    public static StepDefinition.ForEach ForEach(string name, object items, BlockDefinition block, string item = "item") => new()
    {
        Name = name,
        Type = "foreach",
        Items = Json(items),
        As = item,
        Block = block,
    };

    public static StepDefinition.Guarded Group(
        string name, BlockDefinition block, BlockDefinition? rescue = null, BlockDefinition? last = null) =>
        new() { Name = name, Type = "group", Block = block, Catch = rescue, Finally = last };

    public static StepDefinition.Nested Nested(string name, PipelineDefinition pipeline, params (string Name, object Value)[] with) => new()
    {
        Name = name,
        Type = "pipeline",
        Pipeline = pipeline,
        With = with.ToDictionary(parameter => parameter.Name, parameter => Json(parameter.Value)),
    };

    public static StepDefinition.Wait Wait(string name, object duration) =>
        new() { Name = name, Type = "wait", Duration = Json(duration) };

    public static StepDefinition.ManualApproval Approval(string name) => new() { Name = name, Type = "approval" };

    public static StepDefinition.Callback Callback(string name, HttpCall? request = null) =>
        new() { Name = name, Type = "callback", Request = request };

    public static StepDefinition.Http Http(string name, string url, params (string Name, string Value)[] outputs) => new()
    {
        Name = name,
        Type = "http",
        Call = new HttpCall("GET", Json(url)),
        Outputs = outputs.ToDictionary(output => output.Name, output => output.Value),
    };

    public static T Within<T>(this T step, TimeSpan timeout)
        where T : StepDefinition => (T)(step with { Timeout = timeout });

    public static T Tries<T>(this T step, int attempts, params string[] notOn)
        where T : StepDefinition =>
        (T)(step with { Retry = new RetryDefinition(attempts, TimeSpan.FromSeconds(1), 2, null, notOn) });

    public static T Asks<T>(this T step)
        where T : StepDefinition => (T)(step with { OnFailure = OnFailure.Wait });

    public static T Needs<T>(this T step, params string[] names)
        where T : StepDefinition => (T)(step with { DependsOn = names });

    public static T When<T>(this T step, string test)
        where T : StepDefinition => (T)(step with { When = test });

    public static T Continues<T>(this T step)
        where T : StepDefinition => (T)(step with { OnFailure = OnFailure.Continue });

    public static BlockDefinition Block(params StepDefinition[] steps) => new(steps);

    public static BlockDefinition Gives(this BlockDefinition block, string name, object value) => block with
    {
        Outputs = new Dictionary<string, JsonElement>(block.Outputs) { [name] = Json(value) },
    };

    public static PipelineDefinition Pipeline(params StepDefinition[] steps) => Pipeline(Block(steps));

    public static PipelineDefinition Pipeline(BlockDefinition body) => new() { Name = "test", Digest = "sha256:0", Body = body };

    public static PipelineDefinition Finally(this PipelineDefinition pipeline, params StepDefinition[] steps) =>
        pipeline with { Finally = Block(steps) };

    public static PipelineDefinition Mode(this PipelineDefinition pipeline, FailureMode mode) => pipeline with { FailureMode = mode };

    /// <summary>Parameters that the pipeline does not declare are declared, by the type of their value.</summary>
    public static PipelineRun Run(this PipelineDefinition pipeline, params (string Name, object? Value)[] parameters) => new()
    {
        Definition = pipeline with
        {
            Parameters =
            [
                .. pipeline.Parameters,
                .. parameters.Where(given => pipeline.Parameters.All(declared => declared.Name != given.Name))
                    .Select(given => new ParameterDefinition(given.Name, TypeOf(given.Value))),
            ],
        },
        Context = new PipelineContext { Pipeline = "test", Version = "sha256:0", ExecutionId = "run-1" },
        Parameters = parameters.ToDictionary(parameter => parameter.Name, parameter => Json(parameter.Value)),
    };

    private static ParameterType TypeOf(object? value) => value switch
    {
        bool => ParameterType.Bool,
        int => ParameterType.Int,
        double => ParameterType.Float,
        string => ParameterType.String,
        _ => ParameterType.List,
    };
}
