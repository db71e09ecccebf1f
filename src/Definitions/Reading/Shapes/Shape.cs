namespace Pipelines.Definitions.Reading.Shapes;

/// <summary>What a field may hold, as editors are told.</summary>
/// <remarks>Readers check more than a shape says. A shape refuses only what its reader refuses, and nothing (null),
/// which readers take for a field that is not there.</remarks>
internal abstract record Shape
{
    private Shape()
    {
    }

    /// <summary>Text in which no expression is evaluated.</summary>
    internal sealed record Text(string? Pattern = null) : Shape;

    /// <summary>Text that may hold expressions, a number or a truth value.</summary>
    internal sealed record Word : Shape;

    /// <summary>Any value; strings in it may hold expressions.</summary>
    internal sealed record Value : Shape;

    /// <summary>An expression as it stands.</summary>
    internal sealed record Expression : Shape;

    /// <summary>A plain value that is no map.</summary>
    internal sealed record Constant : Shape;

    internal sealed record Duration : Shape;

    internal sealed record Whole(long Least, long Most) : Shape;

    internal sealed record Number(double? Least = null) : Shape;

    internal sealed record Truth : Shape;

    internal sealed record Words(params IReadOnlyList<string> Known) : Shape;

    internal sealed record List(Shape Item, int Least = 0) : Shape;

    /// <summary>A map from names to values.</summary>
    internal sealed record Map(Shape Item, string? Names = null) : Shape;

    internal sealed record Object(FieldSet Fields) : Shape;

    internal sealed record Either(params IReadOnlyList<Shape> Shapes) : Shape;

    /// <summary>One of the parts that refer to each other: <c>steps</c>, <c>block</c>, <c>template</c>, ….</summary>
    internal sealed record Part(string Name) : Shape;
}
