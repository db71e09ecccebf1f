namespace Pipelines.Definitions.Expressions;

/// <summary>A stretch of an expression's text, in UTF-16 code units.</summary>
/// <param name="Offset">Index of the first unit, from 0.</param>
/// <param name="Length">Number of units; 0 for a place between two units.</param>
public readonly record struct TextSpan(int Offset, int Length)
{
    /// <summary>Index of the first unit behind the stretch.</summary>
    public int End => Offset + Length;

    /// <summary>Returns the smallest stretch that holds both.</summary>
    public static TextSpan Covering(TextSpan first, TextSpan last) =>
        new(first.Offset, Math.Max(first.End, last.End) - first.Offset);
}
