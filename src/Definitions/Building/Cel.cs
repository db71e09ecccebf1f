using System.Globalization;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Building;

/// <summary>An expression, made of references and operators instead of text. Immutable.</summary>
/// <remarks>
/// In text it writes itself with <c>${{ }}</c> around it, so <c>$"best {value}"</c> is a template. What it reads and
/// which types go together is checked when the pipeline is compiled.
/// </remarks>
public sealed class Cel
{
    private readonly Rank _rank;

    private Cel(string text, Rank rank) => (Text, _rank) = (text, rank);

    private enum Rank
    {
        Conditional,
        Or,
        And,
        Relation,
        Sum,
        Product,
        Unary,
        Primary,
    }

    /// <summary>The expression in CEL.</summary>
    public string Text { get; }

    /// <summary>Returns an expression that is written in CEL.</summary>
    /// <exception cref="ArgumentException">The text is empty.</exception>
    public static Cel Of(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return new(text, IsReference(text) ? Rank.Primary : Rank.Conditional);
    }

    /// <summary>Returns <c>env.NAME</c>: a variable as it is where the execution is started.</summary>
    public static Cel Env(string name) => Field("env", name);

    /// <summary>Returns a text literal.</summary>
    public static Cel Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(
            ExpressionPrinter.Print(new Expression.Literal(new Value.Text(text)) { Span = default! }), Rank.Primary);
    }

    /// <summary>Returns a call of one of CEL's functions or ours.</summary>
    public static Cel Call(string function, params IReadOnlyList<Cel> arguments)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(function);
        ArgumentNullException.ThrowIfNull(arguments);
        return new($"{function}({string.Join(", ", arguments.Select(a => a.Text))})", Rank.Primary);
    }

    /// <summary>A whole number.</summary>
    public static implicit operator Cel(long value) =>
        new(value.ToString(CultureInfo.InvariantCulture), value < 0 ? Rank.Unary : Rank.Primary);

    /// <summary>A fraction.</summary>
    public static implicit operator Cel(double value) => new(Fraction(value), value < 0 ? Rank.Unary : Rank.Primary);

    /// <summary>True or false.</summary>
    public static implicit operator Cel(bool value) => new(value ? "true" : "false", Rank.Primary);

    /// <summary>Less than.</summary>
    public static Cel operator <(Cel left, Cel right) => Join(left, "<", right, Rank.Relation);

    /// <summary>Greater than.</summary>
    public static Cel operator >(Cel left, Cel right) => Join(left, ">", right, Rank.Relation);

    /// <summary>At most.</summary>
    public static Cel operator <=(Cel left, Cel right) => Join(left, "<=", right, Rank.Relation);

    /// <summary>At least.</summary>
    public static Cel operator >=(Cel left, Cel right) => Join(left, ">=", right, Rank.Relation);

    /// <summary>Sum, or texts and lists one behind the other.</summary>
    public static Cel operator +(Cel left, Cel right) => Join(left, "+", right, Rank.Sum);

    /// <summary>Difference.</summary>
    public static Cel operator -(Cel left, Cel right) => Join(left, "-", right, Rank.Sum);

    /// <summary>Product.</summary>
    public static Cel operator *(Cel left, Cel right) => Join(left, "*", right, Rank.Product);

    /// <summary>Quotient; of whole numbers without the rest.</summary>
    public static Cel operator /(Cel left, Cel right) => Join(left, "/", right, Rank.Product);

    /// <summary>Both.</summary>
    public static Cel operator &(Cel left, Cel right) => Join(left, "&&", right, Rank.And);

    /// <summary>One or both.</summary>
    public static Cel operator |(Cel left, Cel right) => Join(left, "||", right, Rank.Or);

    /// <summary>Not.</summary>
    public static Cel operator !(Cel value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new("!" + value.In(Rank.Unary), Rank.Unary);
    }

    /// <summary>Returns whether the two are equal.</summary>
    public Cel Is(Cel other) => Join(this, "==", other, Rank.Relation);

    /// <summary>Returns whether the value is this text.</summary>
    public Cel Is(string text) => Is(Literal(text));

    /// <summary>Returns one value or another, as this one is true or false.</summary>
    public Cel Then(Cel whenTrue, Cel otherwise)
    {
        ArgumentNullException.ThrowIfNull(whenTrue);
        ArgumentNullException.ThrowIfNull(otherwise);
        return new($"{In(Rank.Or)} ? {whenTrue.In(Rank.Or)} : {otherwise.In(Rank.Conditional)}", Rank.Conditional);
    }

    /// <summary>Returns the field of this name.</summary>
    public Cel Field(string name) => Field(In(Rank.Primary), name);

    /// <summary>Returns the item at a place, from 0, or the value of a key.</summary>
    public Cel At(Cel index)
    {
        ArgumentNullException.ThrowIfNull(index);
        return new($"{In(Rank.Primary)}[{index.Text}]", Rank.Primary);
    }

    /// <summary>Returns the expression with <c>${{ }}</c> around it.</summary>
    public override string ToString() => $"${{{{ {Text} }}}}";

    /// <summary>Returns <c>steps.NAME</c>; names of steps are read with their hyphens.</summary>
    internal static Cel Step(string name) => new($"steps.{name}", Rank.Primary);

    /// <summary>Returns a name that stands by itself.</summary>
    internal static Cel Name(string name) => new(name, Rank.Primary);

    /// <summary>Returns a field of something, as a key where the name has a hyphen.</summary>
    internal static Cel Field(string owner, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return IsPlain(name) ? new($"{owner}.{name}", Rank.Primary)
            : new($"{owner}[{Literal(name).Text}]", Rank.Primary);
    }

    private static Cel Join(Cel left, string sign, Cel right, Rank rank)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new($"{left.In(rank)} {sign} {right.In(rank + 1)}", rank);
    }

    /// <summary>Returns the text, in brackets where operators around it would tear it apart.</summary>
    private string In(Rank place) => _rank >= place ? Text : $"({Text})";

    private static bool IsPlain(string name) =>
        !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static bool IsReference(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.');

    private static string Fraction(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'e', 'E') ? text : text + ".0";
    }
}
