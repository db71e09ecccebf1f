using Pipelines.Definitions.Contracts;

namespace Pipelines.Workflows.Tests.Properties.Oracle;

/// <summary>How a block ended.</summary>
/// <param name="End">When.</param>
/// <param name="Inside">What its own steps and outputs see.</param>
internal sealed record BlockEnd(long End, Scope Inside)
{
    /// <summary>The failure that it ends with: of its own steps' failures the one that came first; null for none.</summary>
    public Cause? Failure { get; init; }

    /// <summary>When the step failed whose failure it is.</summary>
    public long FailedAt { get; init; } = long.MaxValue;

    /// <summary>The failure that what is around it heard of first.</summary>
    public Cause? Heard { get; init; }

    /// <summary>True when a step of it was stopped or kept from starting.</summary>
    public bool IsUnfinished { get; init; }

    /// <param name="start">When the block began.</param>
    /// <param name="inside">Its scope.</param>
    /// <param name="steps">Its steps, and whether what is around goes on after their failure.</param>
    /// <param name="isSettled">True when moments tell which failure came first.</param>
    /// <exception cref="AmbiguousException">It is open which failure came first.</exception>
    public static BlockEnd Of(
        long start, Scope inside, IReadOnlyCollection<(StepRecord Record, bool Continues)> steps, bool isSettled)
    {
        var failures = steps.Where(step => step is { Record.Status: StepStatus.Failed, Continues: false })
            .Select(step => step.Record).ToList();
        CheckFirst(failures.Select(step => (step.End, step.Cause!)), isSettled);
        CheckDeliberate(failures.Select(step => (step.End, step.Cause!)));
        return new BlockEnd(steps.Select(step => step.Record.End).Append(start).Max(), inside)
        {
            Failure = failures.MinBy(step => step.End)?.Cause,
            FailedAt = failures.Select(step => step.End).DefaultIfEmpty(long.MaxValue).Min(),
            Heard = failures.Select(step => step.Cause!).MinBy(cause => cause.At),
            IsUnfinished = steps.Any(step => step.Record is { Status: StepStatus.Stopped } or { IsHeldBack: true }),
        };
    }

    /// <summary>Refuses a <c>fail</c> after another failure: it ends the execution, but what is told is the other.</summary>
    public static void CheckDeliberate(IEnumerable<(long End, Cause Cause)> failures)
    {
        var all = failures.OrderBy(failure => failure.End).Select(failure => failure.Cause.IsDeliberate).ToList();
        if (all.Contains(true) && !all[0]) throw new AmbiguousException("a step of type 'fail' comes after a failure");
    }

    /// <summary>Refuses failures of which it is open which one is told around.</summary>
    public static void CheckFirst(IEnumerable<(long End, Cause Cause)> failures, bool isSettled)
    {
        var all = failures.ToList();
        var first = all.Where(failure => !isSettled || failure.End == all.Min(other => other.End));
        if (first.Select(failure => (failure.Cause.Type, failure.Cause.IsDeliberate)).Distinct().Count() > 1)
        {
            throw new AmbiguousException("it is open which failure comes first");
        }
    }
}
