using System.Collections.Immutable;

namespace Pipelines.Definitions.Expressions;

/// <summary>A path that an expression reads: a root name and the constant fields and keys behind it.</summary>
/// <param name="Root">The root name, such as <c>steps</c>.</param>
/// <param name="Path">Field names and constant text keys up to the first that is computed; empty when the root is used
/// as a whole.</param>
/// <param name="Span">Where the path stands in the expression's text.</param>
public sealed record Reference(string Root, ImmutableArray<string> Path, TextSpan Span)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join('.', Path.Insert(0, Root));
}
