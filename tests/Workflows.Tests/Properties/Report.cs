using System.Text.Json;
using Pipelines.Definitions.Contracts;
using Pipelines.Workflows.Tests.Properties.Generation;

namespace Pipelines.Workflows.Tests.Properties;

/// <summary>What a person needs to see of seeds that failed.</summary>
internal static class Report
{
    private const int Most = 3;

    public static string Of(RandomCase random, IReadOnlyList<string> differences)
    {
        var definition = JsonSerializer.Serialize(random.Run.Definition, PipelineJson.Options);
        var parameters = JsonSerializer.Serialize(random.Run.Parameters);
        return $"seed {random.Seed} (run it alone with PIPELINES_SEED={random.Seed}), parameters {parameters}, stop {random.CancelAt}:\n"
            + string.Join('\n', differences) + $"\n{definition}";
    }

    /// <summary>The shortest ones, and how many there are.</summary>
    public static string Of(IReadOnlyCollection<string> faults) =>
        $"{faults.Count} seeds failed; the shortest:\n\n"
        + string.Join("\n\n", faults.OrderBy(fault => fault.Length).Take(Most));
}
