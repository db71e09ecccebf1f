using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Graph;

namespace Pipelines.Definitions.Tests.Graph;

public sealed class PipelineGraphTests
{
    // Names that both formats give a meaning to, two names with one id, an order without data, nested and empty branches.
    private const string Text = """
        pipeline: drawing
        steps:
          end: { type: processing, command: [a], outputs: { x: x.json } }
          a-b: { type: processing, command: [a], needs: [end] }
          a_b: { type: processing, command: ["${{ steps.end.outputs.x }}", "${{ steps.end.status }}"] }
          pick:
            type: condition
            if: steps.end.status == "a <b>"
            then:
              steps:
                deeper:
                  type: condition
                  if: steps.a-b.attempts > 1
                  then: { steps: { stop: { type: fail, message: too often } } }
                  else: {}
            elif:
              - if: 'true'
                then: { steps: { work: { type: processing, command: [a] } } }
        finally:
          tell: { type: processing, command: ["${{ steps.pick.status }}"] }
        """;

    [Fact]
    public void Mermaid_NestedConditions_DrawsFramesDiamondsAndArrows()
    {
        // Act
        var drawing = PipelineGraph.Mermaid(PipelineCompiler.Compile(new SourceText("p.yaml", Text)).Definition!);

        // Assert
        Assert.Equal(
            """
            flowchart TD
              s_end["end<br/>processing"]
              s_a_b["a-b<br/>processing"]
              s_a_b__2["a_b<br/>processing"]
              s_pick{"pick<br/>steps.end.status == #quot;a #lt;b#gt;#quot;"}
              subgraph s_pick_then["pick.then"]
                s_pick_then_deeper{"deeper<br/>steps.a-b.attempts #gt; 1"}
                subgraph s_pick_then_deeper_then["pick.then.deeper.then"]
                  s_pick_then_deeper_then_stop{{"stop<br/>fail"}}
                end
                subgraph s_pick_then_deeper_else["pick.then.deeper.else"]
                  s_pick_then_deeper_else_pass(("go on"))
                end
              end
              subgraph s_pick_elif_0_["pick.elif[0]: true"]
                s_pick_elif_0__work["work<br/>processing"]
              end
              subgraph s_finally["finally"]
                s_finally_tell["tell<br/>processing"]
              end
              s_end -.-> s_a_b
              s_end -->|"status, x"| s_a_b__2
              s_end -->|"status"| s_pick
              s_a_b -->|"attempts"| s_pick_then_deeper
              s_pick_then_deeper ==>|"then"| s_pick_then_deeper_then_stop
              s_pick_then_deeper ==>|"else"| s_pick_then_deeper_else_pass
              s_pick ==>|"then"| s_pick_then_deeper
              s_pick ==>|"elif[0]"| s_pick_elif_0__work
              s_pick -->|"status"| s_finally_tell

            """,
            drawing);
    }

    [Fact]
    public void Dot_NestedConditions_DrawsClustersDiamondsAndArrows()
    {
        // Act
        var drawing = PipelineGraph.Dot(PipelineCompiler.Compile(new SourceText("p.yaml", Text)).Definition!);

        // Assert
        Assert.Equal(
            """
            digraph "drawing" {
              node [shape=box, style=rounded];
              s_end [label="end\nprocessing"];
              s_a_b [label="a-b\nprocessing"];
              s_a_b__2 [label="a_b\nprocessing"];
              s_pick [label="pick\nsteps.end.status == \"a <b>\"", shape=diamond, style=solid];
              subgraph cluster_s_pick_then {
                label="pick.then";
                s_pick_then_deeper [label="deeper\nsteps.a-b.attempts > 1", shape=diamond, style=solid];
                subgraph cluster_s_pick_then_deeper_then {
                  label="pick.then.deeper.then";
                  s_pick_then_deeper_then_stop [label="stop\nfail", shape=octagon, style=solid];
                }
                subgraph cluster_s_pick_then_deeper_else {
                  label="pick.then.deeper.else";
                  s_pick_then_deeper_else_pass [label="go on", shape=circle, style=solid];
                }
              }
              subgraph cluster_s_pick_elif_0_ {
                label="pick.elif[0]: true";
                s_pick_elif_0__work [label="work\nprocessing"];
              }
              subgraph cluster_s_finally {
                label="finally";
                s_finally_tell [label="tell\nprocessing"];
              }
              s_end -> s_a_b [style=dashed];
              s_end -> s_a_b__2 [label="status, x"];
              s_end -> s_pick [label="status"];
              s_a_b -> s_pick_then_deeper [label="attempts"];
              s_pick_then_deeper -> s_pick_then_deeper_then_stop [label="then", style=bold];
              s_pick_then_deeper -> s_pick_then_deeper_else_pass [label="else", style=bold];
              s_pick -> s_pick_then_deeper [label="then", style=bold];
              s_pick -> s_pick_elif_0__work [label="elif[0]", style=bold];
              s_pick -> s_finally_tell [label="status"];
            }

            """,
            drawing);
    }
}
