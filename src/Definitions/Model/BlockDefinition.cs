using System.Text.Json;

namespace Pipelines.Definitions.Model;

/// <summary>A scope of steps and the results it hands out.</summary>
/// <param name="Steps">The steps, in the order of the file; their names are unique in the block. Order means
/// nothing.</param>
public sealed record BlockDefinition(IReadOnlyList<StepDefinition> Steps)
{
    /// <summary>
    /// Name → value template (JSON in which strings may hold <c>${{ … }}</c>), evaluated inside the block's scope.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement> Outputs { get; init; } = new Dictionary<string, JsonElement>();
}
