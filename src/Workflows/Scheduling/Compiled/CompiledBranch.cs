namespace Pipelines.Workflows.Scheduling.Compiled;

/// <summary>One branch of a condition.</summary>
/// <param name="Word">Its word in paths.</param>
/// <param name="If">The test; null for <c>else</c>.</param>
/// <param name="Block">What runs.</param>
internal sealed record CompiledBranch(string Word, FieldExpression? If, CompiledBlock Block);
