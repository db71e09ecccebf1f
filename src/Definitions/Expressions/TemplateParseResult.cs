namespace Pipelines.Definitions.Expressions;

/// <summary>What reading a template gave.</summary>
/// <param name="Template">The template; null exactly when there are faults.</param>
/// <param name="Faults">What is wrong, with offsets in the template's text; empty when nothing is.</param>
public sealed record TemplateParseResult(Template? Template, IReadOnlyList<ExpressionFault> Faults);
