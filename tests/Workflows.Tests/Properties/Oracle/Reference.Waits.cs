using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Properties.Driving;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <content>Activities and waits.</content>
internal sealed partial class Reference
{
    private StepRecord Activity(StepDefinition step, string path, Scope scope, long ready, Limits limits, int before)
    {
        var call = step switch
        {
            StepDefinition.Job job => Call.Of(job, path, scope),
            StepDefinition.Http http => Call.Of(http.Call, path, scope),
            _ => Call.Of((StepDefinition.Register)step, path, scope),
        };
        var (record, opening, attempt) = Activity(call, step.Retry, step.Timeout, path, ready, limits);

        // How often one was tried that is stopped, nobody tells the workflow.
        record = record with { Attempts = before + (record.Status == StepStatus.Stopped ? 1 : attempt) };
        if (record.Status != StepStatus.Succeeded) return record;
        try
        {
            return record with { Outputs = OutputsOf(step, path, scope, opening, attempt) };
        }
        catch (ExpressionFailedException)
        {
            return Failed(record.End, "ExpressionFailed", path) with { Attempts = record.Attempts };
        }
    }

    private (StepRecord Record, int Opening, int Attempt) Activity(
        Call call, RetryDefinition? retry, TimeSpan? timeout, string path, long ready, Limits limits)
    {
        var opening = _world.Open("activity", path);
        var longest = timeout is { } bound ? Milliseconds(bound) : long.MaxValue;
        var at = ready;
        for (var attempt = 1; ; attempt++)
        {
            var play = script.Of(call.Program, path, opening, attempt);
            if (attempt > 1) _world.Calls.RemoveAt(_world.Calls.Count - 1);
            _world.Calls.Add(call.Text(attempt));
            var (time, error) = play.Time <= longest ? (play.Time.Value, play.Error) : (longest, "Timeout");
            var end = time == long.MaxValue ? long.MaxValue : at + time;
            if (!limits.MayEnd(path, end)) return (new StepRecord(StepStatus.Stopped, limits.StopAt), opening, attempt);
            if (end == long.MaxValue) throw new AmbiguousException($"{path} never ends");
            if (error is null) return (new StepRecord(StepStatus.Succeeded, end), opening, attempt);
            var isLast = attempt >= (retry?.Attempts ?? 1) || retry!.NotOn.Contains(error);
            if (isLast) return (Failed(end, error, path), opening, attempt);
            at = end + Interval(retry!, attempt);
            if (!limits.MayEnd(path, at)) return (new StepRecord(StepStatus.Stopped, limits.StopAt), opening, attempt);
        }
    }

    private IReadOnlyDictionary<string, JsonElement> OutputsOf(StepDefinition step, string path, Scope scope, int opening, int attempt)
    {
        if (step is StepDefinition.Job) return script.Outputs(path, opening, attempt);
        if (step is StepDefinition.Register register)
        {
            return new Dictionary<string, JsonElement> { ["group"] = scope.Json(register.Group), ["version"] = JsonSerializer.SerializeToElement(1) };
        }

        var outputs = HttpOutputs(script.Outputs(path, opening, attempt));
        var response = scope.Inside(KeyValuePair.Create("response", Map(outputs)));
        foreach (var (name, expression) in ((StepDefinition.Http)step).Outputs) outputs[name] = ValueJson.ToElement(response.Evaluate(expression));
        return outputs;
    }

    private static Dictionary<string, JsonElement> HttpOutputs(IReadOnlyDictionary<string, JsonElement> body) => new()
    {
        ["status"] = JsonSerializer.SerializeToElement(200),
        ["body"] = JsonSerializer.SerializeToElement(body),
        ["headers"] = JsonSerializer.SerializeToElement(new Dictionary<string, string>()),
    };

    private StepRecord Approval(StepDefinition.ManualApproval step, string path, Scope scope, long ready, Limits limits)
    {
        if (step.Message is { } message) _ = scope.Json(JsonSerializer.SerializeToElement(message));
        var deadline = step.Timeout is { } timeout ? ready + Milliseconds(timeout) : long.MaxValue;
        var given = script.Answer("approval", path, _world.Open("approval", path), step.Timeout is not null);
        var end = given is { } answered ? ready + answered.After : deadline;
        if (end == deadline && given is not null) throw new AmbiguousException($"{path} is answered when its time is up");
        if (!limits.MayEnd(path, Math.Min(end, deadline))) return new StepRecord(StepStatus.Stopped, limits.StopAt);
        if (end >= deadline && step.Default is null) return Failed(deadline, "Timeout", path);
        var isInTime = end < deadline;
        var approved = isInTime ? given!.Value.Answer.Kind == AnswerKind.Approve : step.Default!.Value;
        if (!approved && step.OnReject == OnReject.Fail) return Failed(Math.Min(end, deadline), "Rejected", path);
        return new StepRecord(StepStatus.Succeeded, Math.Min(end, deadline))
        {
            Outputs = new Dictionary<string, JsonElement>
            {
                ["approved"] = JsonSerializer.SerializeToElement(approved),
                ["by"] = JsonSerializer.SerializeToElement(isInTime ? given!.Value.Answer.By : null),
                ["comment"] = JsonSerializer.SerializeToElement(isInTime ? given!.Value.Answer.Comment : null),
            },
        };
    }

    private StepRecord Callback(StepDefinition.Callback step, string path, Scope scope, long ready, Limits limits)
    {
        var deadline = step.Timeout is { } timeout ? ready + Milliseconds(timeout) : long.MaxValue;
        var begun = ready;
        if (step.Request is { } request)
        {
            var call = Call.Of(request, path, scope.Inside(KeyValuePair.Create("token", Value.Of(Call.AnyToken))));
            var (made, _, _) = Activity(call, step.Retry, null, path, ready, limits);
            if (made.Status != StepStatus.Succeeded) return made;
            begun = made.End;
            if (begun >= deadline) throw new AmbiguousException($"{path}: the request outlasts the wait");
        }

        var given = script.Answer("callback", path, _world.Open("callback", path), step.Timeout is not null);
        var end = given is { } answered ? begun + answered.After : deadline;
        if (end == deadline && given is not null) throw new AmbiguousException($"{path} is answered when its time is up");
        if (!limits.MayEnd(path, Math.Min(end, deadline))) return new StepRecord(StepStatus.Stopped, limits.StopAt);
        if (end >= deadline) return Failed(deadline, "Timeout", path);
        return given!.Value.Answer.Kind == AnswerKind.Fail
            ? Failed(end, "CallbackFailed", path)
            : new StepRecord(StepStatus.Succeeded, end) { Outputs = given.Value.Answer.Outputs };
    }

    private static StepRecord Wait(StepDefinition.Wait step, string path, Scope scope, long ready, Limits limits)
    {
        var seconds = scope.Evaluate(step.Duration!.Value) is Value.Text text && text.Content.EndsWith('s')
            ? long.Parse(text.Content[..^1], System.Globalization.CultureInfo.InvariantCulture)
            : throw new ExpressionFailedException("no duration");
        var end = ready + (Math.Max(seconds, 0) * 1000);
        return limits.MayEnd(path, end)
            ? new StepRecord(StepStatus.Succeeded, end)
            : new StepRecord(StepStatus.Stopped, limits.StopAt);
    }
}
