namespace Pipelines.Definitions.Expressions;

/// <summary>Why a template inside JSON gave no value.</summary>
/// <param name="Path">Where the text stands, such as <c>$.body.items[0]</c>.</param>
/// <param name="Error">What went wrong, with its place in that text.</param>
public sealed record TemplateTreeError(string Path, EvaluationError Error);
