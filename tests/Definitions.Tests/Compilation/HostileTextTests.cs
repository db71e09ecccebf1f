using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class HostileTextTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Compile_MutatedFile_NeverThrowsAndAnswersConsistently(int seed)
    {
        // Arrange
        var random = new Random(seed);
        string[] pieces = ["${{", "}}", "'", "\"", ":", "\n", "  ", "\t", "[", "]", "{", "}", "- ", "&a ", "*a", "!!int ", "|", ">",
            "#", "steps.", "parameters.", "null", "~", "1e999", "\u0000", "\ud83d", "\u2028", "---\n", "? ", "<<: ", "\\", "if", "-1"];

        for (var i = 0; i < 1_000; i++)
        {
            var text = Quickstart.Text;
            for (var edits = random.Next(1, 6); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                var length = random.Next(0, Math.Min(12, text.Length - at));
                text = random.Next(3) switch
                {
                    0 => text.Remove(at, length),
                    1 => text.Insert(at, pieces[random.Next(pieces.Length)]),
                    _ => text.Remove(at, length).Insert(random.Next(text.Length - length), text.Substring(at, length)),
                };
            }

            // Act
            var source = new SourceText("p.yaml", text);
            var result = PipelineCompiler.Compile(source);

            // Assert
            Assert.Equal(result.Definition is null, result.Diagnostics.Any(d => d.Severity == Severity.Error));
            Assert.All(result.Diagnostics, d => Assert.True(d.At.Line >= 1 && d.At.Column >= 1 && d.Render(source).Length > 0));
        }
    }

    public static TheoryData<string, string> Bombs => new()
    {
        { "brackets", new string('[', 1_000_000) },
        { "maps", string.Concat(Enumerable.Repeat("{a: ", 300_000)) },
        { "lists", string.Concat(Enumerable.Repeat("- ", 500_000)) },
        { "keys", string.Concat(Enumerable.Repeat("? ", 500_000)) },
        { "items", "[" + string.Concat(Enumerable.Repeat("a,", 800_000)) + "]" },
        { "length", new string('x', 5_000_000) },
        { "aliases", "a: &a [x]\nb: &b [*a,*a]\nc: [*b,*b]" },
        { "zero bytes", new string('\0', 1_000) },
        { "parentheses", "pipeline: p\nsteps: { s: { type: processing, command: [\"${{ " + new string('(', 60_000) + " }}\"] } }" },
        { "pattern", "pipeline: p\nsteps: { s: { type: training, command: [x], metrics: { m: \"" + new string('(', 60_000) + "\" } } }" },
        { "conditions", Conditions(70) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Compile_Bomb_IsRefused(string name, string text)
    {
        // Act
        var result = PipelineCompiler.Compile(new SourceText(name, text));

        // Assert
        Assert.Null(result.Definition);
        Assert.NotEmpty(result.Diagnostics);
    }

    [Fact]
    public void Compile_ConditionsTwentyDeep_Compiles()
    {
        // Act
        var result = PipelineCompiler.Compile(new SourceText("deep.yaml", Conditions(20)));

        // Assert
        Assert.Empty(result.Diagnostics);
    }

    private static string Conditions(int depth) => "pipeline: p\nsteps: "
        + string.Concat(Enumerable.Repeat("{ c: { type: condition, if: 'true', then: { steps: ", depth))
        + "{ s: { type: processing, command: [x] } }"
        + string.Concat(Enumerable.Repeat(" } } }", depth)) + "\n";
}
