namespace Pipelines.Definitions.Model;

/// <summary>One branch of a condition.</summary>
/// <param name="Word">Its word in step paths: <c>then</c>, <c>elif[0]</c>, <c>elif[1]</c>, …, <c>else</c>.</param>
/// <param name="If">CEL text that must be true; null for <c>else</c>.</param>
/// <param name="Block">The steps and outputs.</param>
public sealed record BranchDefinition(string Word, string? If, BlockDefinition Block);
