using System.Globalization;
using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Model;
using Pipelines.Testing.Fakes;

namespace Pipelines.Testing.Running;

/// <summary>What a fake result means for a call. Pure.</summary>
internal static class FakeOutcome
{
    /// <summary>Outputs and metrics of a job.</summary>
    public static (Dictionary<string, JsonElement> Outputs, Dictionary<string, JsonElement> Metrics) OfJob(
        JobRequest request, FakeResult fake)
    {
        var outputs = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var declared in request.Outputs)
        {
            outputs[declared.Name] = fake.Outputs.TryGetValue(declared.Name, out var given)
                ? Output(declared.Kind, given)
                : Unmentioned(request, declared);
        }

        if (request.Type == "training" && !outputs.ContainsKey("model"))
            outputs["model"] = fake.Outputs.TryGetValue("model", out var model)
                ? Output(ArtifactKind.Model, model)
                : FakeArtifact.Of(ArtifactKind.Model, $"{request.Step}/model");
        foreach (var (name, value) in fake.Outputs)
        {
            if (!outputs.ContainsKey(name)) outputs[name] = value; // the file's reader has refused those that are not declared
        }

        var metrics = fake.Metrics.ToDictionary(StringComparer.Ordinal);
        if (metrics.Count == 0 && ReportOf(request) is { } report
            && outputs.GetValueOrDefault(report) is { ValueKind: JsonValueKind.Object } content
            && FakeArtifact.NameOf(content) is null)
            metrics = content.EnumerateObject()
                .ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
        return (outputs, metrics);
    }

    /// <summary>Outputs of a call of a web service.</summary>
    public static Dictionary<string, JsonElement> OfHttp(FakeResult fake) => new(StringComparer.Ordinal)
    {
        ["status"] = Json(fake.Status),
        ["body"] = fake.Body ?? Json<string?>(null),
        ["headers"] = Json(fake.Headers),
    };

    /// <summary>Why a call of a web service fails; null when it does not.</summary>
    public static FakeFailure? FailureOf(HttpRequest request, FakeResult fake)
    {
        if (fake.Failure is not null) return fake.Failure;
        var expected = request.Expect.Count == 0 ? fake.Status is >= 200 and <= 299
            : request.Expect.Contains(fake.Status);
        return expected ? null : new FakeFailure(
            "HttpFailed",
            string.Create(
                CultureInfo.InvariantCulture, $"{request.Method} {request.Url.Split('?')[0]} answered {fake.Status}"))
        {
            NonRetryable = fake.Status is not (408 or 425 or 429 or >= 500),
        };
    }

    /// <summary>The error that the step shows.</summary>
    public static StepError ErrorOf(FakeFailure failure) =>
        new(failure.Type, failure.Message) { ExitCode = failure.ExitCode, LogTail = failure.Log };

    /// <summary>How long to wait before the next attempt; null when there is none.</summary>
    /// <param name="retry">The policy; null means one attempt.</param>
    /// <param name="failure">Why the attempt failed.</param>
    /// <param name="attempt">The attempt, from 1.</param>
    public static TimeSpan? NextAttempt(RetryDefinition? retry, FakeFailure failure, int attempt)
    {
        if (retry is null || attempt >= retry.Attempts || failure.NonRetryable || retry.NotOn.Contains(failure.Type))
            return null;
        var longest = (retry.Maximum ?? retry.Interval * 100).TotalSeconds;
        return TimeSpan.FromSeconds(
            Math.Min(longest, retry.Interval.TotalSeconds * Math.Pow(retry.Backoff, attempt - 1)));
    }

    /// <summary>A value as JSON.</summary>
    public static JsonElement Json<T>(T value) => JsonSerializer.SerializeToElement(value, PipelineJson.Options);

    private static JsonElement Output(ArtifactKind kind, JsonElement given) =>
        given is { ValueKind: JsonValueKind.String } && !IsValue(kind) && given.GetString() is { Length: > 0 } name
            ? FakeArtifact.Of(kind, name) : given;

    private static JsonElement Unmentioned(JobRequest request, OutputDefinition output) =>
        output.Optional || IsValue(output.Kind)
        ? Json<string?>(null)
        : FakeArtifact.Of(output.Kind, $"{request.Step}/{output.Path}");

    private static bool IsValue(ArtifactKind kind) =>
        kind is ArtifactKind.Value or ArtifactKind.Metrics or ArtifactKind.Report;

    private static string? ReportOf(JobRequest request)
    {
        if (request.Report is not null || request.Type != "evaluate") return request.Report;
        var candidates = request.Outputs.Where(output => IsValue(output.Kind)).Take(2).ToList();
        return candidates.Count == 1 ? candidates[0].Name : null;
    }
}
