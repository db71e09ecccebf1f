using System.Text;
using System.Text.Json;
using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>What programs, people and outside systems do: a pure function of a seed and of what they are asked.</summary>
/// <param name="seed">The seed.</param>
/// <param name="isTimed">True when everything takes some time; false when only timers do.</param>
internal sealed class Script(int seed, bool isTimed)
{
    public const string Steady = "steady";
    public const string Shaky = "shaky";
    public const string Stuck = "stuck";

    private static readonly object Model = new Dictionary<string, object>
    {
        ["$artifact"] = new { digest = "sha256:1", kind = "model", name = "model", size = 5 },
    };

    /// <summary>An attempt of an activity.</summary>
    /// <param name="program">How reliable it is: one of the constants.</param>
    /// <param name="path">The step.</param>
    /// <param name="opening">The how-manieth activity of that step it is, from 1.</param>
    /// <param name="attempt">The activity's attempt, from 1.</param>
    public Attempt Of(string program, string path, int opening, int attempt)
    {
        var draw = Draw("activity", path, opening, attempt);
        var time = isTimed ? 1 + Draw("time", path, opening, attempt) % 997 : 0;
        return program switch
        {
            Shaky when draw % 10 < 3 => new Attempt(time, draw % 3 == 0 ? "BadInput" : "ScriptFailed"),
            Stuck when draw % 10 < 6 => new Attempt(null, null),
            _ => new Attempt(time, null),
        };
    }

    /// <summary>Outputs of a job that succeeded.</summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs(string path, int opening, int attempt)
    {
        var number = (int)(Draw("outputs", path, opening, attempt) % 10);
        return new Dictionary<string, JsonElement>
        {
            ["n"] = JsonSerializer.SerializeToElement(number),
            ["o"] = JsonSerializer.SerializeToElement($"{path}#{opening}.{attempt}"),
            ["m"] = JsonSerializer.SerializeToElement(Model),
            ["l"] = JsonSerializer.SerializeToElement(Enumerable.Range(number, number % 4)),
        };
    }

    /// <summary>What a person or outside system says to a step that waits, and after how long.</summary>
    /// <param name="waitsFor">As <see cref="StepWait.For"/>.</param>
    /// <param name="path">The step.</param>
    /// <param name="opening">The how-manieth wait of that step it is, from 1.</param>
    /// <param name="hasTimeout">True when nobody has to answer.</param>
    /// <returns>Null when nobody ever answers.</returns>
    public (long After, StepAnswer Answer)? Answer(string waitsFor, string path, int opening, bool hasTimeout)
    {
        var draw = Draw(waitsFor, path, opening, 0);
        if (hasTimeout && draw % 3 == 0) return null;
        var answer = new StepAnswer { Step = path, Kind = Kind(waitsFor, draw % 8, opening), By = "ann" };
        if (answer.Kind is AnswerKind.Complete or AnswerKind.Skip) answer = answer with { Outputs = Outputs(path, opening, 0) };
        if (answer.Kind is AnswerKind.Fail or AnswerKind.Reject) answer = answer with { Comment = "no" };
        return (isTimed ? 1 + Draw("answer", path, opening, 0) % 997 : 0, answer);
    }

    private static AnswerKind Kind(string waitsFor, uint draw, int opening) => waitsFor switch
    {
        "approval" => draw < 5 ? AnswerKind.Approve : AnswerKind.Reject,
        "callback" => draw < 6 ? AnswerKind.Complete : AnswerKind.Fail,
        _ => draw < 4 && opening < 3 ? AnswerKind.Retry : draw < 6 ? AnswerKind.Skip : AnswerKind.Fail,
    };

    // FNV-1a, and a mixer so that the low bits depend on all letters.
    private uint Draw(string what, string path, int opening, int attempt)
    {
        var hash = 2_166_136_261u;
        foreach (var letter in Encoding.UTF8.GetBytes($"{seed}|{what}|{path}|{opening}|{attempt}"))
        {
            hash = (hash ^ letter) * 16_777_619u;
        }

        hash ^= hash >> 15;
        hash *= 2_246_822_519u;
        return hash ^ (hash >> 13);
    }

    /// <summary>What an attempt of an activity comes to.</summary>
    /// <param name="Time">Milliseconds that it takes; null when it never ends.</param>
    /// <param name="Error">Its error class; null when it succeeds.</param>
    internal sealed record Attempt(long? Time, string? Error);
}
