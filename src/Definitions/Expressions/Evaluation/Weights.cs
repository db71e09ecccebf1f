namespace Pipelines.Definitions.Expressions.Evaluation;

/// <summary>Sums of sizes that stop at a bound far above every limit, since shared parts make sizes grow
/// exponentially.</summary>
internal static class Weights
{
    private const long Bound = long.MaxValue / 4;

    public static long Add(long a, long b) => Math.Min(Bound, a + b);
}
