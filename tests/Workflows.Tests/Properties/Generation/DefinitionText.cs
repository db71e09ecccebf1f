using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Tests.Properties.Generation;

/// <summary>Pipeline files, written as JSON, of random definitions.</summary>
internal sealed class DefinitionText : IProjectFiles
{
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    /// <summary>The file of the definition; files of pipelines inside it can be read from this object.</summary>
    public string Write(PipelineDefinition pipeline) => Pipeline(pipeline).ToJsonString();

    public bool FileExists(string path) => _files.ContainsKey(path);

    public bool DirectoryExists(string path) => false;

    public ProjectText Read(string path) => new ProjectText.Found(_files[path]);

    private JsonObject Pipeline(PipelineDefinition pipeline) => Of(
        ("pipeline", pipeline.Name),
        ("parameters", new JsonObject(pipeline.Parameters.Select(parameter => KeyValuePair.Create(
            parameter.Name,
            (JsonNode?)Of(("type", Word(parameter.Type)), ("default", Node(parameter.Default))))))),
        ("failure", Word(pipeline.FailureMode)),
        ("parallelism", pipeline.Parallelism),
        ("timeout", Time(pipeline.Timeout)),
        ("steps", Steps(pipeline.Body)),
        ("outputs", Map(pipeline.Body.Outputs)),
        ("finally", pipeline.Finally is { } last ? Block(last) : null));

    private JsonObject Block(BlockDefinition block) => Of(("steps", Steps(block)), ("outputs", Map(block.Outputs)));

    private JsonObject Steps(BlockDefinition block) =>
        new(block.Steps.Select(step => KeyValuePair.Create(step.Name, (JsonNode?)Step(step))));

    private JsonObject Step(StepDefinition step)
    {
        var written = Of(
            ("type", step.Type),
            ("needs", step.DependsOn.Count > 0 ? Node(JsonSerializer.SerializeToElement(step.DependsOn)) : null),
            ("when", step.When),
            ("timeout", Time(step.Timeout)),
            ("retry", step.Retry is { } retry ? Of(
                ("attempts", retry.Attempts),
                ("interval", Time(retry.Interval)),
                ("backoff", retry.Backoff),
                ("notOn", Node(JsonSerializer.SerializeToElement(retry.NotOn)))) : null),
            ("onFailure", step.OnFailure == OnFailure.Stop ? null : Word(step.OnFailure)));
        foreach (var (name, value) in Own(step).ToList())
        {
            written[name] = value?.DeepClone();
        }

        return written;
    }

    private JsonObject Own(StepDefinition step) => step switch
    {
        StepDefinition.Job job => Of(
            ("component", ((ProgramDefinition.Component)job.Program).Name),
            ("inputs", Map(job.Inputs)),
            ("hyperparameters", Map(job.Hyperparameters)),
            ("env", Map(job.Env)),
            ("outputs", new JsonObject(job.Outputs.Select(output => KeyValuePair.Create(
                output.Name, (JsonNode?)Of(("path", output.Path), ("kind", Word(output.Kind)))))))),
        StepDefinition.Register register => Of(
            ("group", Node(register.Group)), ("model", Node(register.Model)), ("metrics", Map(register.Metrics))),
        StepDefinition.Condition condition => Condition(condition),
        StepDefinition.Fail fail => Of(("message", fail.Message)),
        StepDefinition.Loop loop => Of(
            ("while", loop.While),
            ("until", loop.Until),
            ("maximum", Node(loop.Maximum)),
            ("onMaximum", Word(loop.OnMaximum)),
            ("state", Map(loop.State)),
            ("next", Map(loop.Next)),
            ("steps", Steps(loop.Block)),
            ("outputs", Map(loop.Block.Outputs))),
        StepDefinition.ForEach each => Of(
            ("items", Node(each.Items)),
            ("matrix", each.Matrix is { } axes
                ? new JsonObject(axes.Select(axis => KeyValuePair.Create(axis.Name, Node(axis.Values)))) : null),
            ("as", each.As),
            ("parallelism", each.Parallelism),
            ("steps", Steps(each.Block)),
            ("outputs", Map(each.Block.Outputs))),
        StepDefinition.Guarded group => Of(
            ("steps", Steps(group.Block)),
            ("outputs", Map(group.Block.Outputs)),
            ("catch", group.Catch is { } rescue ? Block(rescue) : null),
            ("finally", group.Finally is { } last ? Of(("steps", Steps(last))) : null)),
        StepDefinition.Nested nested => Nested(nested),
        StepDefinition.ManualApproval approval => Of(
            ("message", approval.Message),
            ("default", approval.Default is { } yes ? (yes ? "approve" : "reject") : null),
            ("onReject", Word(approval.OnReject))),
        StepDefinition.Callback callback => Of(
            ("request", callback.Request is { } request ? Call(request) : null),
            ("outputs", Node(JsonSerializer.SerializeToElement(callback.Outputs)))),
        StepDefinition.Http http => With(Call(http.Call), "outputs", new JsonObject(http.Outputs.Select(output =>
            KeyValuePair.Create(output.Key, (JsonNode?)output.Value)))),
        StepDefinition.Wait wait => Of(("duration", Node(wait.Duration))),
        _ => throw new NotSupportedException(step.Type),
    };

    private JsonObject Condition(StepDefinition.Condition condition)
    {
        var written = Of(("if", condition.Branches[0].If), ("then", Block(condition.Branches[0].Block)));
        var others = condition.Branches.Where(branch => branch.Word.StartsWith("elif", StringComparison.Ordinal)).ToList();
        if (others.Count > 0)
        {
            written["elif"] = new JsonArray([.. others.Select(branch => Of(("if", branch.If), ("then", Block(branch.Block))))]);
        }

        if (condition.Branches[^1].If is null) written["else"] = Block(condition.Branches[^1].Block);
        return written;
    }

    private JsonObject Nested(StepDefinition.Nested nested)
    {
        _files[nested.File!] = Pipeline(nested.Pipeline).ToJsonString();
        return Of(("file", nested.File), ("with", Map(nested.With)));
    }

    private static JsonObject Call(HttpCall call) => Of(
        ("method", call.Method), ("url", Node(call.Url)), ("headers", Map(call.Headers)), ("body", Node(call.Body)));

    private static JsonObject Of(params (string Name, JsonNode? Value)[] fields) =>
        new(fields.Where(field => field.Value is not null and not JsonObject { Count: 0 } || field is { Name: "steps" or "then" or "else" or "catch" })
            .Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static JsonObject With(JsonObject written, string name, JsonNode? value)
    {
        written[name] = value;
        return written;
    }

    private static JsonNode? Node(JsonElement? json) => json is { } value ? JsonNode.Parse(value.GetRawText()) : null;

    private static JsonObject Map(IReadOnlyDictionary<string, JsonElement> values) =>
        new(values.Select(value => KeyValuePair.Create(value.Key, Node(value.Value))));

    private static string? Time(TimeSpan? time) =>
        time is { } given ? string.Create(CultureInfo.InvariantCulture, $"{(long)given.TotalMilliseconds}ms") : null;

    private static string Word<T>(T value)
        where T : struct, Enum => JsonSerializer.SerializeToElement(value, PipelineJson.Options).GetString()!;
}
