using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Compilation;

/// <summary>A definition in which everything occurs that definitions can say.</summary>
internal static class AllConstructs
{
    public const string Text = """
        pipeline: everything
        description: One of each.
        parameters:
          data:   { type: file, default: data.csv, description: a table }
          folder: { type: directory, default: data }
          target: { type: float, default: 0.9, minimum: 0, maximum: 1 }
          rates:  [0.3, 0.1]
          kind:   { default: small, choices: [small, large] }
          extra:  { type: map, default: { a: { b: [1, 2.5, true, null] } } }
        defaults: { retry: { attempts: 4, interval: 2s, backoff: 1.5, maximum: 1m, notOn: [Timeout] }, timeout: 30m, queue: work }
        templates:
          job: { type: processing, command: [./run, fast], tags: [t], env: { A: 1 } }
          twice: { use: job, onFailure: wait, retry: { attempts: 2 } }
        parallelism: 8
        failure: continue-independent
        timeout: 2d
        steps:
          from-template: { use: twice, env: { B: "${{ env.HOME }}" } }
          prepare:
            type: processing
            description: first
            component: tables.split
            inputs: { raw: "${{ parameters.data }}", folder: "${{ parameters.folder }}", map: "${{ parameters.extra }}" }
            outputs: { train: train.csv, all: { path: all/, kind: directory, optional: true } }
          inner: { type: pipeline, file: inner.yaml, with: { n: "${{ size(parameters.rates) }}", data: "${{ steps.prepare.outputs.train }}" }, timeout: 1h }
          fit:
            type: loop
            while: loop.index < 9 || loop.previous.auc < parameters.target
            until: steps.train.metrics.auc >= parameters.target
            maximum: ${{ 2 * size(parameters.rates) }}
            onMaximum: fail
            state: { rate: 0.5, seen: [] }
            next: { rate: "${{ loop.state.rate / 2.0 }}", seen: "${{ loop.state.seen + [loop.index] }}" }
            retry: { attempts: 2 }
            steps:
              train:
                type: training
                command: [python3, fit.py, "${{ parameters.rates }}"]
                inputs: { train: "${{ steps.prepare.outputs.train }}" }
                hyperparameters: { rate: "${{ loop.state.rate }}", "deep/name": 1e-3 }
                metrics: { auc: 'auc=([0-9.]+)' }
            outputs: { auc: "${{ steps.train.metrics.auc }}", model: "${{ steps.train.outputs.model }}" }
          check: { type: evaluate, command: [./check], inputs: { model: "${{ steps.fit.outputs.model }}" }, outputs: { a: a.json, b: b.json }, report: b }
          apply: { type: transform, command: [./apply], inputs: { model: "${{ steps.fit.outputs.model }}" }, outputs: { out: out.npy }, when: steps.check.metrics.auc > 0.5 }
          sweep:
            type: foreach
            items: parameters.rates
            as: rate
            parallelism: 2
            steps: { one: { type: processing, command: [x, "${{ rate }}", "${{ loop.index }}"] } }
            outputs: { status: "${{ steps.one.status }}" }
          grid:
            type: foreach
            matrix: { a: [1, 2], b: parameters.rates }
            steps: { again: { type: foreach, items: [x, "${{ matrix.b }}"], steps: { y: { type: processing, command: [y, "${{ item }}"] } } } }
          safe:
            type: group
            timeout: 1h
            onFailure: continue
            steps: { bad: { type: fail, message: "no ${{ parameters.kind }}", when: parameters.kind == 'large' } }
            outputs: { o: 1 }
            catch: { steps: { tell: { type: processing, command: [tell, "${{ steps.safe.error.message }}"] } }, outputs: { o: 2 } }
            finally: { free: { type: processing, command: [free, "${{ steps.safe.status }}"] } }
          pick:
            type: condition
            if: steps.safe.outputs.o == 1
            then: { steps: { ask: { type: approval, message: "go?", timeout: 1d, default: approve, onReject: continue, retry: { attempts: 2 } } }, outputs: { ok: "${{ steps.ask.outputs.approved }}" } }
            elif:
              - if: parameters.kind == 'small'
                then: { steps: { w: { type: wait, until: "2030-01-31T12:00:00Z" } }, outputs: { ok: false } }
            else: { outputs: { ok: true } }
          call:
            type: http
            url: "https://example.org/${{ env.PLACE }}"
            headers: { X-Kind: "${{ parameters.kind }}" }
            body: [1, { a: "${{ steps.pick.outputs.ok }}" }]
            expect: [200, 404]
            outputs: { id: response.body.id }
          answer: { type: callback, timeout: 1h, request: { url: "https://example.org", method: PUT, body: "${{ token }}" }, outputs: [score], needs: [call] }
          pause: { type: wait, duration: "${{ duration('1s') }}", needs: [answer] }
          keep: { type: register, group: g, model: "${{ steps.fit.outputs.model }}", approval: approved, metrics: { auc: "${{ steps.fit.outputs.auc }}" }, note: done }
        finally: { last: { type: processing, command: [x, "${{ execution.status }}", "${{ pipeline.version }}"] } }
        outputs: { version: "${{ steps.keep.outputs.version }}", all: ["${{ steps.sweep.outputs.status }}", "${{ steps.inner.outputs.n }}"] }
        """;

    public static MemoryFiles Files { get; } = new(
        ("data.csv", ""),
        ("data/x", ""),
        ("inner.yaml", """
            pipeline: inner
            parameters: { n: { type: int }, data: { type: file } }
            steps: { s: { type: processing, command: [x, "${{ parameters.n }}"], inputs: { d: "${{ parameters.data }}" } } }
            finally: { f: { type: wait, duration: 0s } }
            outputs: { n: "${{ parameters.n }}" }
            """));

    public static CompileResult Compile(string text = Text) =>
        PipelineCompiler.Compile(new SourceText("p.yaml", text), new() { Files = Files });
}
