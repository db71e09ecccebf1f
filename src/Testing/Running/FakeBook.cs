using Pipelines.Definitions.Contracts;
using Pipelines.Testing.Fakes;

namespace Pipelines.Testing.Running;

/// <summary>Hands out the results and answers of fake steps, each in its turn.</summary>
internal sealed class FakeBook(IReadOnlyList<FakeStep> steps)
{
    private readonly Dictionary<string, FakeStep?> _ofResults = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakeStep?> _ofAnswers = new(StringComparer.Ordinal);
    private readonly Dictionary<FakeStep, int> _results = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<FakeStep, int> _answers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The result of the next call of a step.</summary>
    public FakeResult Result(string path)
    {
        if (Find(_ofResults, path, step => step.Results.Count > 0) is not { } fake) return new FakeResult();
        var turn = _results[fake] = _results.GetValueOrDefault(fake) + 1;
        return fake.Results[Math.Min(turn, fake.Results.Count) - 1];
    }

    /// <summary>The answer to the next wait of a step; null when nobody answers.</summary>
    /// <param name="path">The step's path.</param>
    /// <param name="wait">What it waits for.</param>
    public FakeAnswer? Answer(string path, StepWait wait)
    {
        if (Find(_ofAnswers, path, step => step.Answers.Count > 0) is not { } fake) return null;
        var turn = _answers[fake] = _answers.GetValueOrDefault(fake) + 1;
        if (turn <= fake.Answers.Count) return fake.Answers[turn - 1];
        return wait.For == "decision" ? null : fake.Answers[^1];
    }

    private FakeStep? Find(Dictionary<string, FakeStep?> known, string path, Func<FakeStep, bool> has)
    {
        if (known.TryGetValue(path, out var found)) return found;
        found = steps.Where(step => has(step) && step.Pattern.Matches(path))
            .OrderByDescending(step => step.Pattern.Precision(path)).FirstOrDefault();
        return known[path] = found;
    }
}
