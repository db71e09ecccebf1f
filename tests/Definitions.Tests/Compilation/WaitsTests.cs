using System.Text.Json;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Tests.Compilation;

public sealed class WaitsTests
{
    private const string Text = """
        pipeline: p
        steps:
          ask:
            type: approval
            message: "release ${{ parameters.name }}?"
            timeout: 1d
            default: reject
            onReject: continue
          out:
            type: callback
            timeout: 2h
            request: { url: "${{ env.HOOK }}", headers: { X-Token: "${{ token }}" }, body: { token: "${{ token }}", was: "${{ steps.ask.outputs.approved }}" } }
            outputs: [score]
          call:
            type: http
            url: "https://example.org/${{ env.PATH_PART }}"
            method: PUT
            body: "${{ steps.out.outputs.score }}"
            expect: [200, 404]
            outputs: { id: response.body.id, found: response.status == 200, next: "${{ response.headers['x-next'] }}" }
          pause: { type: wait, duration: "${{ steps.call.outputs.found ? '1s' : '1d' }}" }
          late: { type: wait, until: "${{ execution.startTime + duration('1h') }}", needs: [pause] }
          fixed: { type: wait, until: 2030-01-31T12:00:00+01:00 }
          short: { type: wait, duration: 0s, when: env.FLAG == 'on' }
        parameters: { name: x }
        """;

    [Fact]
    public void Compile_StepsThatWait_KeepAllThatTheySay()
    {
        // Act
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", Text));

        // Assert
        Assert.Empty(result.Diagnostics);
        var steps = result.Definition!.Body.Steps;
        var ask = Assert.IsType<StepDefinition.ManualApproval>(steps[0]);
        Assert.Equal(("release ${{ parameters.name }}?", false, OnReject.Continue), (ask.Message, ask.Default!.Value, ask.OnReject));
        Assert.Equal(TimeSpan.FromDays(1), ask.Timeout);
        var callback = Assert.IsType<StepDefinition.Callback>(steps[1]);
        Assert.Equal("POST", callback.Request!.Method); // it has a body
        Assert.Equal(["score"], callback.Outputs);
        Assert.Equal(["ask"], callback.DependsOn);
        var call = Assert.IsType<StepDefinition.Http>(steps[2]);
        Assert.Equal("PUT", call.Call.Method);
        Assert.Equal([200, 404], call.Expect);
        Assert.Equal("response.headers['x-next']", call.Outputs["next"]);
        Assert.Equal(["call"], steps[3].DependsOn);
        Assert.Equal(JsonValueKind.String, Assert.IsType<StepDefinition.Wait>(steps[4]).Until!.Value.ValueKind);
    }

    [Fact]
    public void Names_OfADefinition_AreThoseItsExpressionsReadInAnyPlace()
    {
        // Act
        var definition = PipelineCompiler.Compile(new SourceText("p.yaml", Text)).Definition!;

        // Assert
        Assert.Equal(["FLAG", "HOOK", "PATH_PART"], DefinitionEnvironment.Names(definition));
    }

    [Fact]
    public void Names_OfBlocksAndEmbeddedPipelines_AreFoundToo()
    {
        // Arrange
        const string text = """
            pipeline: p
            steps:
              l:
                type: loop
                while: env.A != ''
                until: env.B != ''
                maximum: "${{ int(env.C) }}"
                state: { s: "${{ env.D }}" }
                next: { s: ["${{ env.E }}"] }
                steps: { n: { type: pipeline, file: n.yaml } }
                outputs: { o: { x: "${{ env.F }}" } }
              f: { type: foreach, items: "env.G.split(',')", steps: {} }
              g: { type: group, steps: {}, catch: { outputs: { o: "${{ env.H }}" } }, finally: { w: { type: fail, message: "${{ env.I }}" } } }
            finally: { c: { type: condition, if: env.J == '', then: {}, elif: [{ if: env.K == '', then: {} }] } }
            outputs: { o: "${{ env.L }}" }
            """;
        const string inner = "pipeline: n\nsteps: { w: { type: wait, duration: '${{ env.M }}' } }";

        // Act
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", text), new() { Files = new MemoryFiles(("n.yaml", inner)) });

        // Assert
        Assert.Empty(result.Diagnostics);
        Assert.Equal("A B C D E F G H I J K L M", string.Join(' ', DefinitionEnvironment.Names(result.Definition!)));
    }
}
