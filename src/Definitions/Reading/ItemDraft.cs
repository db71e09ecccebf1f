namespace Pipelines.Definitions.Reading;

/// <summary>What the block of a foreach is given.</summary>
/// <param name="As">The item's name.</param>
/// <param name="Items">The list; null exactly when there are axes.</param>
/// <param name="Axes">The axes of a matrix; null exactly when there is a list.</param>
internal sealed record ItemDraft(string As, ValueDraft? Items, IReadOnlyList<ValueDraft>? Axes);
