using Pipelines.Starter.Hosting;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Starter.Tests.Running;

/// <summary>Variables that a pipeline reads are taken where it is started.</summary>
public sealed class EnvironmentTests
{
    [Fact]
    public async Task Run_VariableThatIsNotSet_ReturnsTwoAndNamesIt()
    {
        using var folder = new TemporaryFolder();
        var pipeline = folder.Write("pipeline.yaml", """
            pipeline: p
            steps: { a: { type: processing, command: [echo, "${{ env.NO_SUCH_VARIABLE_HERE }}"] } }
            """);

        var run = await CommandRun.OfAsync("run", pipeline, "--state", folder.State);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("NO_SUCH_VARIABLE_HERE", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_DefinitionThatReadsPath_HoldsPathAlone()
    {
        var result = PipelineCompiler.Compile(new SourceText("p.yaml", """
            pipeline: p
            steps: { a: { type: processing, command: [echo, "${{ env.PATH }}"] } }
            """), new CompileOptions());

        var captured = CapturedEnvironment.Of(result.Definition!);

        Assert.Equal([KeyValuePair.Create("PATH", Environment.GetEnvironmentVariable("PATH")!)], captured!);
    }
}
