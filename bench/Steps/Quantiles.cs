namespace Bench.Steps;

/// <summary>Order statistics of a sample.</summary>
internal static class Quantiles
{
    /// <summary>Returns the value below which the share <paramref name="q"/> of <paramref name="sample"/> lies (nearest rank).</summary>
    public static double Of(IReadOnlyCollection<double> sample, double q)
    {
        var sorted = sample.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
