using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>How an execution of a <see cref="SoakWorkflow"/> ends.</summary>
public enum SoakEnd
{
    /// <summary>It returns its sum.</summary>
    Complete,

    /// <summary>It fails, with its sum in the details.</summary>
    Fail,

    /// <summary>It waits to be cancelled, cleans up, and returns its sum.</summary>
    CleanUp,

    /// <summary>It waits to be cancelled, and is.</summary>
    Cancelled,
}

/// <summary>What an execution does: the steps of each run, which continue one another as new.</summary>
/// <param name="Runs">The steps of each run.</param>
/// <param name="End">How the last run ends.</param>
public sealed record SoakPlan(IReadOnlyList<IReadOnlyList<SoakStep>> Runs, SoakEnd End)
{
    /// <summary>Returns all steps, those within others included.</summary>
    public IEnumerable<SoakStep> AllSteps => Runs.SelectMany(run => run).SelectMany(WithInner);

    /// <summary>Returns the plan of a seed: always the same.</summary>
    public static SoakPlan Of(int seed)
    {
        var dice = new SoakDice(seed);
        var end = dice.OneOf<SoakEnd>();
        var runs = end is SoakEnd.Complete or SoakEnd.Fail && dice.Of(3) == 0 ? 2 : 1;
        return new([.. Enumerable.Range(0, runs).Select(run => StepsOf(dice, 4 / runs, run == runs - 1))], end);
    }

    /// <summary>Returns the plan of a child: a few plain steps.</summary>
    public static SoakPlan OfChild(int seed)
    {
        var dice = new SoakDice(seed);
        return new([[dice.Plain(), dice.Plain()]], SoakEnd.Complete);
    }

    // Children that are left behind belong to the last run: the policy says what becomes of them when that one ends.
    private static SoakStep[] StepsOf(SoakDice dice, int count, bool last)
    {
        var steps = Enumerable.Range(0, count)
            .Select(_ => dice.Of(4) == 0
                ? new SoakStep.Together([.. Enumerable.Range(0, 3).Select(_ => dice.Any())])
                : dice.Any())
            .ToList();
        if (last)
            steps.Insert(dice.Of(steps.Count), new SoakStep.Leave(dice.Key(), dice.OneOf<ParentClosePolicy>(from: 1)));
        return [.. steps];
    }

    private static IEnumerable<SoakStep> WithInner(SoakStep step) =>
        step is SoakStep.Together together ? together.Steps.SelectMany(WithInner) : [step];
}
