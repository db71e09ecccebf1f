namespace Temporalio.Service.Visibility;

/// <summary>A list query that was understood.</summary>
/// <param name="Condition">Which executions; null for all.</param>
/// <param name="GroupByStatus">Whether a count is to be split by execution status.</param>
internal sealed record VisibilityQuery(QueryCondition? Condition, bool GroupByStatus)
{
    /// <summary>Whether an execution belongs to the answer.</summary>
    public bool Holds(VisibilityRow row) => Condition is null || Condition.Holds(row) == true;
}
