using Temporalio.Api.Common.V1;

namespace Temporalio.Service.History;

/// <summary>What priorities may say, and what those inherit that say less. Pure.</summary>
internal static class PriorityRule
{
    private const int LongestFairnessKey = 64;

    /// <summary>Returns why a priority is refused, in the words of Temporal's server; null when it is not.</summary>
    public static string? Check(Priority? asked) => asked switch
    {
        null => null,
        { PriorityKey: < 0 } => "priority key can't be negative",
        { FairnessKey.Length: > LongestFairnessKey } => "fairness key length exceeds limit",
        { FairnessWeight: < 0 } => "must be greater than zero",
        _ => null,
    };

    /// <summary>Returns a priority with what it does not say taken from another; null when neither says
    /// anything.</summary>
    public static Priority? Merge(Priority? inherited, Priority? own)
    {
        if (inherited is null || own is null) return own ?? inherited;
        return new Priority
        {
            PriorityKey = own.PriorityKey != 0 ? own.PriorityKey : inherited.PriorityKey,
            FairnessKey = own.FairnessKey.Length > 0 ? own.FairnessKey : inherited.FairnessKey,
            FairnessWeight = own.FairnessWeight != 0 ? own.FairnessWeight : inherited.FairnessWeight,
        };
    }

    /// <summary>The priority of a run: what an operator set, else that of its start.</summary>
    public static Priority? Of(RunState state) => state.Options is null ? state.Start.Priority : state.Options.Priority;
}
