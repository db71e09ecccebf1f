using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class HostileTextTests
{
    /// <summary>Bytes that a compilation may allocate in all, and so more than it ever holds.</summary>
    private const long MostMemory = 256L * 1024 * 1024;

    /// <summary>How many mutations are tried; the nightly run sets the variable to 100,000.</summary>
    private static readonly int Mutations =
        int.TryParse(Environment.GetEnvironmentVariable("PIPELINES_MUTATIONS"), out var given) ? given : 2_000;

    [Fact]
    public void Compile_MutatedFile_NeverThrowsHangsOrGrows()
    {
        for (var seed = 1; seed <= Mutations; seed++)
        {
            // Arrange
            var text = Mutated(seed % 4 == 0 ? Quickstart.Text : AllConstructs.Text, new Random(seed));
            var before = GC.GetAllocatedBytesForCurrentThread();

            // Act
            var result = AllConstructs.Compile(text);

            // Assert: the seed stands in the message, so that a fault can be found again
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MostMemory, $"seed {seed} took {allocated:N0} bytes");
            Assert.True(result.Definition is null == result.Diagnostics.Any(d => d.Severity == Severity.Error), $"seed {seed}");
            Assert.All(result.Diagnostics, d => Assert.True(
                d.At.Line >= 1 && d.At.Column >= 1 && d.Render(result.Sources).Length > 0, $"seed {seed}: {d}"));
        }
    }

    private static string Mutated(string text, Random random)
    {
        string[] pieces = ["${{", "}}", "'", "\"", ":", "\n", "  ", "\t", "[", "]", "{", "}", "- ", "&a ", "*a", "!!int ", "|", ">",
            "#", "steps.", "parameters.", "null", "~", "1e999", "\u0000", "\ud83d", "\u2028", "---\n", "? ", "<<: ", "\\", "if", "-1",
            "use: twice", "loop.", "env.", "item", "type: loop", "type: foreach", "type: group", "9999999999999999999", "steps: {}"];
        for (var edits = random.Next(1, 6); edits > 0; edits--)
        {
            var at = random.Next(text.Length);
            var length = random.Next(0, Math.Min(12, text.Length - at));
            text = random.Next(4) switch
            {
                0 => text.Remove(at, length),
                1 => text.Insert(at, pieces[random.Next(pieces.Length)]),
                2 => text.Remove(at, length).Insert(random.Next(text.Length - length), text.Substring(at, length)),
                _ => MovedLine(text, random),
            };
        }

        return text;
    }

    /// <summary>Moves a whole line elsewhere, often with another indentation, so that much of the text stays right.</summary>
    private static string MovedLine(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var line = lines[random.Next(lines.Count)];
        if (random.Next(2) == 0) lines.Remove(line);
        lines.Insert(random.Next(lines.Count + 1), new string(' ', random.Next(4)) + line);
        return string.Join('\n', lines);
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
        { "wide template", "pipeline: p\ntemplates: { t: { type: processing, command: [x], description: \"" + new string('a', 1_000_000) + "\" } }\nsteps: {"
            + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"s{i}: {{use: t}},")) + "}" },
        { "huge number", "pipeline: p\nparallelism: " + new string('9', 1_000_000) + "\nsteps: {}" },
        { "tags", string.Concat(Enumerable.Repeat("- !!x y\n", 100_000)) },
        { "long key", "? " + new string('k', 2_000_000) + "\n: x\n" },
        { "references", "pipeline: p\nsteps:\n" + string.Concat(Enumerable.Range(0, 3_000).Select(i => $"  s{i}: {{type: wait, duration: 1s, needs: [s{(i + 1) % 3_000}]}}\n")) },
        { "matrix", "pipeline: p\nsteps: { f: { type: foreach, matrix: {" + string.Concat(Enumerable.Range(0, 60_000).Select(i => $"a{i}: [1],")) + "}, steps: { x: y } } }" },
        { "unknown fields", "pipeline: p\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"x{i}: 1\n")) },
    };

    [Theory]
    [MemberData(nameof(Bombs))]
    public void Compile_Bomb_IsRefused(string name, string text)
    {
        // Arrange
        var before = GC.GetAllocatedBytesForCurrentThread();

        // Act
        var result = PipelineCompiler.Compile(new SourceText(name, text));

        // Assert
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(allocated < MostMemory, $"{allocated:N0} bytes");
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
