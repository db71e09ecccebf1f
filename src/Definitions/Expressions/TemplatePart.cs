namespace Pipelines.Definitions.Expressions;

/// <summary>A part of a template.</summary>
public abstract record TemplatePart
{
    private TemplatePart()
    {
    }

    /// <summary>Text that stands for itself.</summary>
    public sealed record Text(string Content) : TemplatePart;

    /// <summary>An expression in <c>${{ }}</c>.</summary>
    /// <param name="Expression">The expression; its spans count from its own start.</param>
    /// <param name="Offset">Where the expression's text starts in the template's text, in UTF-16 code units: behind
    /// <c>${{</c>.</param>
    public sealed record Hole(Expression Expression, int Offset) : TemplatePart;
}
