namespace Pipelines.Definitions.Reading.Shapes;

/// <summary>The shapes that many fields have.</summary>
internal static class Part
{
    /// <summary>Pattern of names, see <see cref="Names.IsName"/>.</summary>
    public const string Name = "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$";

    /// <summary>Pattern of names, see <see cref="Names.IsWideName"/>.</summary>
    public const string WideName = "^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,127}$";

    /// <summary>Pattern of names, see <see cref="Names.IsVariable"/>.</summary>
    public const string Variable = "^[A-Za-z_][A-Za-z0-9_]{0,255}$";

    public static Shape Text { get; } = new Shape.Text();

    public static Shape Word { get; } = new Shape.Word();

    public static Shape Value { get; } = new Shape.Value();

    public static Shape Expression { get; } = new Shape.Expression();

    public static Shape Duration { get; } = new Shape.Duration();

    public static Shape Truth { get; } = new Shape.Truth();

    public static Shape Texts { get; } = new Shape.List(Text);

    public static Shape NameOf { get; } = new Shape.Text(Name);

    /// <summary>A map from names to any values.</summary>
    public static Shape Values { get; } = new Shape.Map(Value, Name);

    /// <summary>A map from names to steps.</summary>
    public static Shape Steps { get; } = new Shape.Part("steps");

    /// <summary>A map with steps and outputs.</summary>
    public static Shape Block { get; } = new Shape.Part("block");

    /// <summary>Steps at the end: a block without outputs, or only its steps.</summary>
    public static Shape Last { get; } = new Shape.Part("finally");
}
