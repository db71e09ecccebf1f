using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>An activity with its input, in a form that can be compared.</summary>
/// <param name="Name">The activity's name.</param>
/// <param name="Path">The step.</param>
/// <param name="Program">How reliable it is, see the script.</param>
/// <param name="Input">Its input: what the definition says of it.</param>
internal sealed record Call(string Name, string Path, string Program, string Input)
{
    /// <summary>Stands for a callback's token, which nobody can know.</summary>
    public const string AnyToken = "TOKEN";

    public string Text(int attempts) => $"{Name} {Path} ×{attempts} {Input}";

    public static Call Of(JobRequest request) => new(
        ActivityNames.RunJob, request.Step, request.Component!, Sorted(request.Inputs, request.Hyperparameters, request.Env));

    public static Call Of(HttpRequest request) => new(
        ActivityNames.CallHttp, request.Step, request.Url.Split('/')[^1],
        Sorted(request.Method, request.Url, request.Headers, WithoutToken(request.Body)));

    public static Call Of(RegisterRequest request) => new(
        ActivityNames.RegisterModel, request.Step, Driving.Script.Steady,
        Sorted(request.Group, request.Model.Digest, request.Approval, request.Metrics));

    public static Call Of(StepDefinition.Job job, string path, Scope scope) => new(
        ActivityNames.RunJob, path, ((ProgramDefinition.Component)job.Program).Name,
        Sorted(scope.Json(job.Inputs), scope.Json(job.Hyperparameters), Texts(job.Env, scope)));

    public static Call Of(HttpCall call, string path, Scope scope)
    {
        var url = Text(scope.Evaluate(call.Url));
        return new(
            ActivityNames.CallHttp, path, url.Split('/')[^1],
            Sorted(call.Method, url, Texts(call.Headers, scope), WithoutToken(call.Body is { } body ? scope.Json(body) : null)));
    }

    public static Call Of(StepDefinition.Register register, string path, Scope scope) => new(
        ActivityNames.RegisterModel, path, Driving.Script.Steady,
        Sorted(
            Text(scope.Evaluate(register.Group)),
            DigestOf(scope.Json(register.Model)),
            register.Approval is { } approval ? Text(scope.Evaluate(approval)) : "pending",
            scope.Json(register.Metrics)));

    private static string DigestOf(JsonElement model) =>
        model.ValueKind == JsonValueKind.Object && model.TryGetProperty("$artifact", out var artifact)
            ? artifact.GetProperty("digest").GetString()!
            : throw new ExpressionFailedException("no model");

    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, JsonElement> templates, Scope scope) =>
        templates.ToDictionary(template => template.Key, template => Text(scope.Evaluate(template.Value)));

    private static string Text(Value value) => value switch
    {
        Value.Text text => text.Content,
        Value.Null => "",
        _ => ValueJson.ToText(value),
    };

    private static JsonElement? WithoutToken(JsonElement? body) =>
        body is { ValueKind: JsonValueKind.Object } map && map.TryGetProperty("token", out _)
            ? JsonSerializer.SerializeToElement(map.EnumerateObject().ToDictionary(
                field => field.Name, field => field.Name == "token" ? JsonSerializer.SerializeToElement(AnyToken) : field.Value))
            : body;

    private static string Sorted(params object?[] parts) => string.Join(' ', parts.Select(part => part is null ? "null" : Canonical.Json(part)));
}
