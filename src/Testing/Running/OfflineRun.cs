using Pipelines.Definitions.Contracts;
using Pipelines.Testing.Fakes;

namespace Pipelines.Testing.Running;

/// <summary>What an execution with fake steps came to.</summary>
public sealed record OfflineRun
{
    /// <summary>Status, outputs, error, and the state of every step.</summary>
    public required ExecutionState State { get; init; }

    /// <summary>Virtual time from start to end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Every call, in the order of their starts.</summary>
    public required IReadOnlyList<FakeCall> Calls { get; init; }

    /// <summary>Paths of steps that did work or waited, in the order in which they first began.</summary>
    public required IReadOnlyList<string> Begun { get; init; }

    /// <summary>Why it did not end: the steps that wait for an answer that nobody gives. Null when it ended.</summary>
    public string? Stuck { get; init; }

    /// <summary>Returns the calls of the steps that a pattern names, in their order.</summary>
    /// <param name="pattern">As in <see cref="StepPattern"/>.</param>
    public IReadOnlyList<FakeCall> CallsOf(string pattern)
    {
        var steps = new StepPattern(pattern);
        return [.. Calls.Where(call => steps.Matches(call.Path))];
    }

    /// <summary>Returns how many rounds a loop made, or items a foreach ran.</summary>
    /// <param name="path">The step's path.</param>
    public int Rounds(string path)
    {
        var prefix = path + "[";
        return State.Steps.Keys.Where(step => step.StartsWith(prefix, StringComparison.Ordinal))
            .Select(step => step[prefix.Length..step.IndexOf(']', prefix.Length)])
            .Distinct(StringComparer.Ordinal)
            .Count();
    }
}
