using System.Text.Json;

namespace Pipelines.Definitions.Model;

/// <summary>One axis of a matrix.</summary>
/// <param name="Name">The key in every combination's map.</param>
/// <param name="Values">Value template of its list.</param>
public sealed record MatrixAxis(string Name, JsonElement Values);
