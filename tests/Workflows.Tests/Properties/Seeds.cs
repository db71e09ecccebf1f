namespace Pipelines.Workflows.Tests.Properties;

/// <summary>How many seeds the properties go through.</summary>
/// <remarks>
/// PIPELINES_SEEDS multiplies the counts (for the night), PIPELINES_SEED has one seed gone through alone (after a failure).
/// </remarks>
internal static class Seeds
{
    /// <summary>Seeds from <paramref name="first"/> on.</summary>
    public static IEnumerable<int> Of(int first, int count)
    {
        if (Number("PIPELINES_SEED") is { } only) return [only];
        return Enumerable.Range(first, count * (Number("PIPELINES_SEEDS") ?? 1));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
