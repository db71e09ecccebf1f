namespace Pipelines.Definitions.Expressions;

/// <summary>What reading JSON with templates gave.</summary>
/// <param name="Tree">The tree; null exactly when there are faults.</param>
/// <param name="Faults">What is wrong; empty when nothing is.</param>
public sealed record TemplateTreeParseResult(TemplateTree? Tree, IReadOnlyList<TemplateTreeFault> Faults);
