using System.Text.Json;

namespace Pipelines.Workflows.Scheduling;

/// <summary>Outputs of one item, or of the items of one chunk.</summary>
/// <param name="Values">Output name → value; of a chunk: the list of its items' values.</param>
/// <param name="IsChunk">True for a chunk's.</param>
internal sealed record ItemOutputs(IReadOnlyDictionary<string, JsonElement> Values, bool IsChunk = false);
