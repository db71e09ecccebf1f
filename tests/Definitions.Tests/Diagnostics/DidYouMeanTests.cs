using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Diagnostics;

/// <summary>What is suggested for a word that is not known.</summary>
public sealed class DidYouMeanTests
{
    [Theory]
    [InlineData("Training-Rate", "did you mean 'training_rate'?")] // case and hyphens do not count
    [InlineData("trainig_rate", "did you mean 'training_rate'?")]
    [InlineData("x", "known here: n, training_rate")] // one letter is like any other: nobody meant 'n'
    public void Hint_UnknownParameter_NamesTheNearest(string word, string expected)
    {
        // Arrange
        var text = "pipeline: p\nparameters: { n: 1, training_rate: 2 }\n"
            + $"steps: {{ s: {{ type: processing, command: [\"${{{{ parameters.n + parameters.training_rate + parameters['{word}'] }}}}\"] }} }}";

        // Act
        var found = Assert.Single(PipelineCompiler.Compile(new SourceText("p.yaml", text)).Diagnostics);

        // Assert
        Assert.Equal(("PL1306", expected), (found.Code, found.Hint));
    }

    [Fact]
    public void Hint_WordsThatTheMessageNames_AreNotNamedTwice()
    {
        // Arrange
        const string Text = "pipeline: p\nfailure: never\nsteps: { s: { type: wait, duration: 1s } }";

        // Act
        var found = Assert.Single(PipelineCompiler.Compile(new SourceText("p.yaml", Text)).Diagnostics);

        // Assert
        Assert.Contains("it takes finish-running, fail-fast, continue-independent", found.Message, StringComparison.Ordinal);
        Assert.Null(found.Hint);
    }
}
