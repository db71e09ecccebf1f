using System.Diagnostics;
using System.Globalization;
using System.Text;
using Bench.Steps;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Bench.Language;

/// <summary>Reading and checking definitions: from the text to the definition with its digest.</summary>
internal static class CheckBenchmark
{
    private const int Times = 5;

    private static readonly int[] Sizes = [100, 1_000, 10_000];

    /// <summary>Checks definitions of every size several times; a smoke run the smallest once.</summary>
    public static void Run(bool smoke)
    {
        Print(Machine.Line(smoke));
        Print("| check | steps | KiB of text | first ms | median ms | CPU µs a step | KiB allocated a step |");
        Print("|---|---|---|---|---|---|---|");
        foreach (var size in smoke ? Sizes.Take(1) : Sizes) Case(size, smoke ? 1 : Times);
    }

    private static void Case(int size, int times)
    {
        var text = Text(size);
        var sample = new List<double>();
        var cost = new Cost();
        for (var i = 0; i < times; i++)
        {
            var watch = Stopwatch.StartNew();
            var result = PipelineCompiler.Compile(new SourceText("bench.yaml", text));
            sample.Add(watch.Elapsed.TotalMilliseconds);
            if (result.Diagnostics.Count > 0 || Count(result.Definition!.Body) != size)
                throw new InvalidOperationException($"The benchmark's definition is wrong: {string.Join(' ', result.Diagnostics)}");
        }

        var steps = (double)size * times;
        Print(string.Create(
            CultureInfo.InvariantCulture,
            $"| whole language | {size} | {text.Length / 1024} | {sample[0]:0} | {Quantiles.Of(sample, 0.5):0} | {cost.CpuMicroseconds / steps:0} | {cost.AllocatedKib / steps:0.0} |"));
    }

    /// <summary>Groups of ten steps: a chain of data, a loop, a foreach, a condition and a group, each with a step inside, and a call.</summary>
    private static string Text(int size)
    {
        var text = new StringBuilder("pipeline: bench\nparameters: { target: 0.5, rates: [0.1, 0.2] }\nsteps:\n");
        for (var i = 0; i < size / 10; i++)
        {
            var before = i == 0 ? "parameters.target" : $"steps.e{i - 1}.metrics.auc";
            text.Append(CultureInfo.InvariantCulture, $$$"""
                  a{{{i}}}: { type: processing, command: [x, "${{ {{{before}}} }}"], outputs: { t: t.csv } }
                  l{{{i}}}:
                    type: loop
                    until: steps.f.metrics.auc > parameters.target && loop.index > 1
                    maximum: 9
                    state: { rate: 0.5 }
                    next: { rate: "${{ loop.state.rate / 2.0 }}" }
                    steps: { f: { type: training, command: [x, "${{ loop.state.rate }}"], inputs: { t: "${{ steps.a{{{i}}}.outputs.t }}" }, metrics: { auc: 'auc=(.*)' } } }
                    outputs: { model: "${{ steps.f.outputs.model }}" }
                  s{{{i}}}:
                    type: foreach
                    items: parameters.rates
                    steps: { p: { type: processing, command: [x, "${{ item }}", "${{ steps.a{{{i}}}.status }}"] } }
                  c{{{i}}}:
                    type: condition
                    if: steps.l{{{i}}}.attempts > 0
                    then: { steps: { w: { type: wait, duration: 1s } } }
                  g{{{i}}}: { type: group, steps: { h: { type: http, url: "https://example.org/${{ steps.c{{{i}}}.status }}" } } }
                  e{{{i}}}: { type: evaluate, command: [x], inputs: { m: "${{ steps.l{{{i}}}.outputs.model }}" }, outputs: { r: r.json }, needs: [g{{{i}}}, s{{{i}}}] }

                """);
        }

        return text.ToString();
    }

    private static int Count(BlockDefinition block) =>
        block.Steps.Sum(s => 1 + StepBlocks.Of(s).Sum(b => Count(b.Block)));

    private static void Print(string line) => Console.Out.WriteLine(line);
}
