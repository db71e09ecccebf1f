namespace Pipelines.Definitions.Reading;

/// <summary>What the rounds of a loop carry over.</summary>
/// <param name="State">The state's values at the start.</param>
/// <param name="Next">The values after a round.</param>
/// <param name="Round">The block that is repeated.</param>
internal sealed record LoopDraft(IReadOnlyList<ValueDraft> State, IReadOnlyList<ValueDraft> Next, BlockDraft Round);
