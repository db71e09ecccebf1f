using System.Text.Json;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class BlocksTests
{
    [Fact]
    public void Compile_Loop_KeepsTestsStateAndDependencies()
    {
        // Act
        var loop = Step<StepDefinition.Loop>("""
            first: { type: processing, command: [x] }
            second: { type: processing, command: [x] }
            third: { type: processing, command: [x] }
            it:
              type: loop
              while: loop.index < 5 && steps.first.status == 'Succeeded'
              until: steps.train.metrics.auc > 0.9
              maximum: ${{ 3 + 4 }}
              onMaximum: fail
              state: { rate: 0.5, runs: 0 }
              next: { rate: "${{ loop.state.rate / 2.0 }}", runs: "${{ steps.second.attempts }}" }
              steps:
                train:
                  type: training
                  command: [x, "${{ loop.state.rate }}", "${{ loop.previous == null ? 0 : loop.previous.auc }}", "${{ steps.third.status }}"]
                  metrics: { auc: 'auc=(.*)' }
              outputs: { auc: "${{ steps.train.metrics.auc }}" }
            """);

        // Assert
        Assert.Equal("loop.index < 5 && steps.first.status == 'Succeeded'", loop.While);
        Assert.Equal("steps.train.metrics.auc > 0.9", loop.Until);
        Assert.Equal("${{ 3 + 4 }}", loop.Maximum!.Value.GetString());
        Assert.Equal(OnMaximum.Fail, loop.OnMaximum);
        Assert.Equal("0.5", loop.State["rate"].GetRawText());
        Assert.Equal(["rate", "runs"], loop.Next.Keys);
        Assert.Equal(["first", "second", "third"], loop.DependsOn);
        Assert.Empty(loop.Block.Steps[0].DependsOn);
        Assert.Equal(["auc"], loop.Block.Outputs.Keys);
    }

    [Theory]
    [InlineData("items: parameters.list", "\"${{ parameters.list }}\"")]
    [InlineData("items: '${{ parameters.list }}'", "\"${{ parameters.list }}\"")]
    [InlineData("items: [1, '${{ size(parameters.list) }}']", "[1,\"${{ size(parameters.list) }}\"]")]
    [InlineData("items: []", "[]")]
    public void Compile_ForEach_KeepsItsItems(string items, string stored)
    {
        // Act
        var each = Step<StepDefinition.ForEach>($"it: {{ type: foreach, {items}, parallelism: 2, steps: {{ s: {{ type: processing, command: ['${{{{ item }}}}'] }} }} }}");

        // Assert
        Assert.Equal(stored, JsonSerializer.Serialize(each.Items, PipelineJson.Options));
        Assert.Equal(("item", 2), (each.As, each.Parallelism));
        Assert.Null(each.Matrix);
    }

    [Fact]
    public void Compile_Matrix_KeepsTheOrderOfItsAxes()
    {
        // Act
        var each = Step<StepDefinition.ForEach>("""
            it:
              type: foreach
              matrix: { rate: [0.1, 0.2], kind: parameters.list }
              steps: { s: { type: processing, command: [x, "${{ matrix.rate * 2.0 }}", "${{ matrix.kind }}"] } }
              outputs: { o: "${{ matrix.rate }}" }
            use: { type: processing, command: [x], when: "steps.it.outputs.o[0] > 0.5" }
            """);

        // Assert
        Assert.Equal(["rate [0.1,0.2]", "kind \"${{ parameters.list }}\""], each.Matrix!.Select(a => $"{a.Name} {JsonSerializer.Serialize(a.Values, PipelineJson.Options)}"));
        Assert.Equal("matrix", each.As);
        Assert.Null(each.Items);
    }

    [Fact]
    public void Compile_Group_HasThreeScopes()
    {
        // Act
        var group = Step<StepDefinition.Guarded>("""
            one: { type: processing, command: [x] }
            two: { type: processing, command: [x] }
            it:
              type: group
              timeout: 1h
              retry: { attempts: 2, notOn: [Rejected, System.IO.IOException] }
              onFailure: continue
              needs: [one]
              steps: { s: { type: processing, command: [x] } }
              outputs: { o: 1 }
              catch:
                steps: { s: { type: processing, command: ["${{ steps.it.error.message }}", "${{ steps.two.status }}"] } }
                outputs: { o: 2 }
              finally: { s: { type: processing, command: ["${{ steps.it.status }}"] } }
            """);

        // Assert
        Assert.Equal(["one", "two"], group.DependsOn);
        Assert.Equal(["s", "s", "s"], new[] { group.Block, group.Catch!, group.Finally! }.Select(b => b.Steps[0].Name));
        Assert.Equal(2, group.Catch!.Outputs["o"].GetInt32());
        Assert.Equal(TimeSpan.FromHours(1), group.Timeout);
        Assert.Equal(["Rejected", "System.IO.IOException"], group.Retry!.NotOn);
        Assert.Equal(OnFailure.Continue, group.OnFailure);
    }

    [Theory]
    [InlineData("finally: { s: { type: wait, duration: 1s } }")]
    [InlineData("finally: { steps: { s: { type: wait, duration: 1s } } }")]
    public void Compile_Finally_IsABlockOrItsSteps(string last)
    {
        // Act
        var group = Step<StepDefinition.Guarded>($"it: {{ type: group, steps: {{}}, {last} }}");
        var pipeline = PipelineCompiler.Compile(new SourceText("p.yaml", $"pipeline: p\nsteps: {{ a: {{ type: wait, duration: 1s }} }}\n{last}"));

        // Assert
        Assert.Equal("s", Assert.Single(group.Finally!.Steps).Name);
        Assert.Equal("s", Assert.Single(pipeline.Definition!.Finally!.Steps).Name);
    }

    [Theory]
    [InlineData("fail-fast", FailureMode.FailFast)]
    [InlineData("finish-running", FailureMode.FinishRunning)]
    [InlineData("continue-independent", FailureMode.ContinueIndependent)]
    [InlineData("failFast", FailureMode.FailFast)]
    [InlineData("finishRunning", FailureMode.FinishRunning)]
    [InlineData("continueIndependent", FailureMode.ContinueIndependent)]
    public void Compile_FailureMode_TakesBothSpellings(string word, FailureMode expected)
    {
        // Act
        var result = PipelineCompiler.Compile(
            new SourceText("p.yaml", $"pipeline: p\nfailure: {word}\nsteps: {{ a: {{ type: wait, duration: 1s }} }}"));

        // Assert
        Assert.Equal(expected, result.Definition!.FailureMode);
    }

    [Fact]
    public void Compile_Defaults_AreNotTakenByBlocksAndWaits()
    {
        // Act
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", """
            pipeline: p
            defaults: { timeout: 1m, retry: { attempts: 9 } }
            steps:
              g: { type: group, steps: { s: { type: processing, command: [x] } } }
              a: { type: approval }
              h: { type: http, url: 'https://example.org' }
            """));

        // Assert
        Assert.Equal([null, null, TimeSpan.FromMinutes(1)], result.Definition!.Body.Steps.Select(s => s.Timeout));
        Assert.Equal([null, null, 9], result.Definition!.Body.Steps.Select(s => s.Retry?.Attempts));
    }

    [Theory]
    [InlineData("g{0}: {{ type: group, steps: {{ ", " }} }}")]
    [InlineData("g{0}: {{ type: loop, maximum: 1, steps: {{ ", " }}, outputs: {{ o: '${{{{ loop.index }}}}' }} }}")]
    [InlineData("g{0}: {{ type: foreach, items: [1], as: i{0}, steps: {{ ", " }}, outputs: {{ o: '${{{{ i{0} }}}}' }} }}")]
    [InlineData("g{0}: {{ type: condition, if: 'true', then: {{ steps: {{ ", " }} }} }}")]
    [InlineData("g{0}: {{ type: condition, if: 'true', then: {{}}, elif: [{{ if: 'true', then: {{ steps: {{ ", " }} }} }}] }}")]
    [InlineData("g{0}: {{ type: group, steps: {{}}, catch: {{ steps: {{ ", " }} }} }}")]
    public void Compile_BlocksThirtyDeep_CompilesAndStores(string open, string close)
    {
        // Arrange
        var text = "pipeline: p\nsteps: { first: { type: wait, duration: 1s }, "
            + string.Concat(Enumerable.Range(0, 30).Select(i => string.Format(null, open, i)))
            + "s: { type: processing, command: ['${{ steps.first.status }}'] }"
            + string.Concat(Enumerable.Range(0, 30).Reverse().Select(i => string.Format(null, close, i))) + " }\n";

        // Act
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", text));

        // Assert
        Assert.Empty(result.Diagnostics);
        Assert.Equal(["first"], result.Definition!.Body.Steps[1].DependsOn);
        var stored = JsonSerializer.Serialize(result.Definition, PipelineJson.Options);
        Assert.Equal(result.Definition.Digest, DefinitionDigest.Of(JsonSerializer.Deserialize<PipelineDefinition>(stored, PipelineJson.Options)!));
    }

    /// <summary>Compiles steps without faults and returns the one called <c>it</c>.</summary>
    private static T Step<T>(string steps)
        where T : StepDefinition
    {
        var uses = steps.Contains("parameters.list", StringComparison.Ordinal) ? "parameters: { list: [1, 2] }\n" : "";
        var text = $"pipeline: p\n{uses}steps:\n  " + steps.Replace("\n", "\n  ", StringComparison.Ordinal);
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", text));
        Assert.Empty(result.Diagnostics);
        return Assert.IsType<T>(result.Definition!.Body.Steps.Single(s => s.Name == "it"));
    }
}
