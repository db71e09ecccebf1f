using Temporalio.Workflows;

namespace Temporalio.Tests.Soak;

/// <summary>What a plan comes to, worked out from the plan alone.</summary>
public static class SoakModel
{
    /// <summary>Returns what a caller must see of the execution with this seed when it has ended.</summary>
    public static SoakOutcome OutcomeOf(int seed)
    {
        var plan = SoakPlan.Of(seed);
        var end = plan.End switch
        {
            SoakEnd.Complete => $"{SumOf(plan)}",
            SoakEnd.Fail => $"failed {SumOf(plan)}",
            SoakEnd.CleanUp => $"{Fold(SumOf(plan), 3 * seed)}",
            _ => "cancelled",
        };
        var left = plan.AllSteps.OfType<SoakStep.Leave>().Single().Policy switch
        {
            ParentClosePolicy.Terminate => "terminated",
            ParentClosePolicy.RequestCancel => "cancelled",
            _ => "10",
        };
        var memo = plan.AllSteps.OfType<SoakStep.Memo>().ToDictionary(step => step.Key, step => step.Number);
        return new(end, left, SoakOutcome.Text(memo));
    }

    /// <summary>Returns the sum of a plan's steps.</summary>
    public static long SumOf(SoakPlan plan) => plan.Runs.SelectMany(run => run).Select(WorthOf).Aggregate(0L, Fold);

    /// <summary>Returns a sum that depends on each part and on their order.</summary>
    public static long Fold(long sum, long worth) => unchecked((sum * 31) + worth);

    private static long WorthOf(SoakStep step) => step switch
    {
        SoakStep.Call call => 3 * call.Number,
        SoakStep.CallFails call => -call.Number,
        SoakStep.CallLocal call => 5 * call.Number,
        SoakStep.CallLocalFails call => -2 * call.Number,
        SoakStep.CallCancelled => 9,
        SoakStep.Sleep => 1,
        SoakStep.SleepCancelled => 2,
        SoakStep.Signal signal => signal.Number,
        SoakStep.TooLate => 3,
        SoakStep.Update update => 7 * update.Number,
        SoakStep.Child child => SumOf(SoakPlan.OfChild(child.Seed)),
        SoakStep.ChildFails child => -3 * child.Number,
        SoakStep.ChildCancelled => 4,
        SoakStep.ChildSignalled child => 2 * child.Number,
        SoakStep.ExternalCancelled => 6,
        SoakStep.ExternalUnknown => 8,
        SoakStep.Leave => 12,
        SoakStep.Patch => 10,
        SoakStep.Memo memo => memo.Number,
        SoakStep.Attribute => 11,
        SoakStep.Draw => 14,
        SoakStep.Details => 15,
        SoakStep.Locked locked => locked.Count,
        SoakStep.Limited limited => (100 * limited.Count) + 2,
        SoakStep.Detached detached => 13 * detached.Number,
        SoakStep.Together together => together.Steps.Select(WorthOf).Aggregate(0L, Fold),
        _ => throw new InvalidOperationException($"The model does not know {step}."),
    };
}
