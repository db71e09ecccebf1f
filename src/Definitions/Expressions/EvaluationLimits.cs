namespace Pipelines.Definitions.Expressions;

/// <summary>How much one evaluation may do. Both are counts, never times, so that every machine decides
/// alike.</summary>
/// <param name="Cost">Steps: one for each node evaluated, each element gone through and each eight characters
/// made.</param>
/// <param name="Size">Largest value, counted in characters and elements with all that they hold.</param>
public sealed record EvaluationLimits(long Cost, long Size)
{
    /// <summary>1,000,000 steps and 4,000,000 characters or elements.</summary>
    public static EvaluationLimits Default { get; } = new(1_000_000, 4_000_000);
}
