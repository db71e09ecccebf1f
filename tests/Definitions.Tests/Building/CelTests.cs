using Pipelines.Definitions.Building;
using Pipelines.Definitions.Expressions;

namespace Pipelines.Definitions.Tests.Building;

public sealed class CelTests
{
    private static readonly Cel A = Cel.Of("a");

    private static readonly Cel B = Cel.Of("b.c");

    public static TheoryData<string, string> Texts => new()
    {
        { (A + B * 2).Text, "a + b.c * 2" },
        { ((A + B) * 2.0).Text, "(a + b.c) * 2.0" },
        { (A - (B - 1)).Text, "a - (b.c - 1)" },
        { (A / -2).Text, "a / -2" },
        { (A < 1 | B >= 2 & !A.Is("x")).Text, "a < 1 || b.c >= 2 && !(a == \"x\")" },
        { ((A | B) & A).Text, "(a || b.c) && a" },
        { A.Then(1, B.Then(2, 3)).Text, "a ? 1 : b.c ? 2 : 3" },
        { (Cel.Of("a ? b : c") + 1).Text, "(a ? b : c) + 1" },
        { Cel.Call("max", A, B).At(0).Field("x-y").Text, "max(a, b.c)[0][\"x-y\"]" },
        { Cel.Env("HOME").ToString(), "${{ env.HOME }}" },
        { Cel.Literal("it's \"5\"\n").Text, "\"it's \\\"5\\\"\\n\"" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_OfOperators_HasNoMoreBracketsThanNeeded(string text, string expected)
    {
        // Assert
        Assert.Equal(expected, text);
        Assert.Empty(Template.Parse(text.StartsWith('$') ? text : $"${{{{ {text} }}}}").Faults);
    }
}
