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
