namespace Pipelines.Definitions.Expressions;

/// <summary>A fault in a template that stands inside JSON.</summary>
/// <param name="Path">Where the text stands, such as <c>$.body.items[0]</c>.</param>
/// <param name="Fault">What is wrong, with offsets in that text.</param>
public sealed record TemplateTreeFault(string Path, ExpressionFault Fault);
