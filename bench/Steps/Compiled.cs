using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;

namespace Bench.Steps;

/// <summary>Compiles the benchmark's own pipelines.</summary>
internal static class Compiled
{
    public static PipelineDefinition Of(string yaml)
    {
        var result = PipelineCompiler.Compile(new SourceText("bench.yaml", yaml), new CompileOptions());
        return result.Definition ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
