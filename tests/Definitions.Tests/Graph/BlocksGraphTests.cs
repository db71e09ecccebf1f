using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Graph;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Tests.Compilation;

namespace Pipelines.Definitions.Tests.Graph;

public sealed class BlocksGraphTests
{
    private const string Text = """
        pipeline: blocks
        steps:
          load: { type: processing, command: [x], outputs: { t: t.csv } }
          fit:
            type: loop
            until: steps.train.attempts > steps.load.attempts
            maximum: 5
            steps: { train: { type: training, command: [x, "${{ steps.load.outputs.t }}"] } }
            outputs: { model: "${{ steps.train.outputs.model }}" }
          sweep:
            type: foreach
            items: [1, 2]
            as: rate
            needs: [load]
            steps: { load: { type: pipeline, file: inner.yaml } }
          safe:
            type: group
            steps: { ask: { type: approval, message: "use ${{ steps.fit.outputs.model }}?" }, out: { type: callback, needs: [ask] } }
            catch: { steps: { tell: { type: http, url: "https://example.org/${{ steps.safe.status }}" } } }
            finally: { pause: { type: wait, duration: 1s } }
        """;

    [Fact]
    public void Mermaid_AllKindsOfBlocks_AreFramesWithTheirStepsInside()
    {
        // Act
        var drawing = PipelineGraph.Mermaid(Compiled());

        // Assert
        Assert.Equal(
            """
            flowchart TD
              s_load["load<br/>processing"]
              subgraph s_fit_steps["fit[i]: at most 5 rounds"]
                s_fit(["fit<br/>until steps.train.attempts #gt; steps.load.attempts"])
                s_fit_i__train["train<br/>training"]
              end
              subgraph s_sweep_steps["sweep[i]: items of [1,2]"]
                s_sweep[["sweep<br/>for each rate"]]
                subgraph s_sweep_i__load_steps["sweep[i].load: inner.yaml"]
                  s_sweep_i__load[["load<br/>pipeline inner"]]
                  s_sweep_i__load_load["load<br/>processing"]
                end
              end
              subgraph s_safe_steps["safe"]
                s_safe(["safe<br/>group"])
                s_safe_ask[/"ask<br/>use ${{ steps.fit.outputs.model }}?"\]
                s_safe_out>"out<br/>callback"]
                subgraph s_safe_catch["safe.catch"]
                  s_safe_catch_tell[/"tell<br/>GET https://example.org/${{ steps.safe.status }}"/]
                end
                subgraph s_safe_finally["safe.finally"]
                  s_safe_finally_pause((("pause<br/>wait 1s")))
                end
              end
              s_load -->|"attempts"| s_fit
              s_load -->|"t"| s_fit_i__train
              s_fit ==>|"each round"| s_fit_i__train
              s_load -.-> s_sweep
              s_sweep_i__load ==> s_sweep_i__load_load
              s_sweep ==>|"each item"| s_sweep_i__load
              s_fit -->|"model"| s_safe_ask
              s_safe_ask -.-> s_safe_out
              s_safe ==> s_safe_ask
              s_safe -->|"status"| s_safe_catch_tell
              s_safe ==>|"on failure"| s_safe_catch_tell
              s_safe ==>|"at the end"| s_safe_finally_pause

            """,
            drawing);
    }

    [Theory]
    [InlineData("s_fit [label=\"fit\\nuntil", "shape=ellipse")]
    [InlineData("s_sweep [", "peripheries=2")]
    [InlineData("s_sweep_i__load [", "shape=component")]
    [InlineData("s_safe_ask [", "shape=invtrapezium")]
    [InlineData("s_safe_out [", "shape=cds")]
    [InlineData("s_safe_catch_tell [", "shape=parallelogram")]
    [InlineData("s_safe_finally_pause [", "shape=hexagon")]
    [InlineData("subgraph cluster_s_safe_catch {", "")]
    public void Dot_AllKindsOfSteps_HaveShapesOfTheirOwn(string line, string shape)
    {
        // Act
        var drawing = PipelineGraph.Dot(Compiled());

        // Assert
        Assert.Contains(shape, drawing.Split('\n').Single(l => l.TrimStart().StartsWith(line, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static PipelineDefinition Compiled() => PipelineCompiler.Compile(
        new SourceText("p.yaml", Text),
        new() { Files = new MemoryFiles(("inner.yaml", "pipeline: inner\nsteps: { load: { type: processing, command: [x] } }")) }).Definition!;
}
