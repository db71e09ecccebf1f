using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Tests.Properties.Driving;

/// <summary>Who waits for an answer, and what the script has them told.</summary>
internal sealed class Asked(Script script)
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _openings = new(StringComparer.Ordinal);

    /// <summary>True when the step still waits for the answer of that key.</summary>
    public bool Has(string key) => _known.ContainsValue(key);

    public void Forget(string path) => _known.Remove(path);

    /// <summary>Answers to steps that have begun to wait since the last look.</summary>
    /// <param name="steps">The state.</param>
    /// <param name="isBusy">True for a step that has something else to do before it listens.</param>
    public List<(string Key, long After, StepAnswer Answer)> Look(
        IReadOnlyDictionary<string, StepState> steps, Func<string, bool> isBusy)
    {
        foreach (var path in _known.Keys.Where(path => steps.GetValueOrDefault(path)?.Status != StepStatus.Waiting)) Forget(path);
        var answers = new List<(string Key, long After, StepAnswer Answer)>();
        foreach (var (path, step) in steps)
        {
            if (step.Status != StepStatus.Waiting || step.Wait!.For is "time" or "retry" || isBusy(path)) continue;
            var key = $"{step.Wait.For} {path} {step.Attempts} {step.StartTime:O} {step.Wait.Until:O}";
            if (_known.GetValueOrDefault(path) == key) continue;
            _known[path] = key;
            var opening = _openings[$"{step.Wait.For} {path}"] = _openings.GetValueOrDefault($"{step.Wait.For} {path}") + 1;
            if (script.Answer(step.Wait.For, path, opening, step.Wait.Until is not null) is not { } answer) continue;
            answers.Add((key, answer.After, answer.Answer with { Token = step.Wait.Token }));
        }

        return answers;
    }
}
