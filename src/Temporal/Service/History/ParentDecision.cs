namespace Temporalio.Service.History;

/// <summary>Notes that a closed run owes nothing any more.</summary>
internal static class ParentDecision
{
    /// <summary>Returns the run knowing that its parent was told.</summary>
    public static Transition Reported(RunState state) => new(
        state with { ParentNotified = true },
        [],
        [],
        [new Fact(FactKey.ParentNotified, new FactBody.Text(string.Empty))]);

    /// <summary>Returns the run knowing that the parent close policies of its children were carried out.</summary>
    public static Transition PoliciesApplied(RunState state) => new(
        state with { PoliciesApplied = true },
        [],
        [],
        [new Fact(FactKey.PoliciesApplied, new FactBody.Text(string.Empty))]);
}
