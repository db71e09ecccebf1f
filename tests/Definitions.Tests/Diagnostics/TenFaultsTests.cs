using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;

namespace Pipelines.Definitions.Tests.Diagnostics;

public sealed class TenFaultsTests
{
    [Fact]
    public void Compile_TenDifferentFaults_ReportsTenInTheOrderOfTheText()
    {
        // Arrange
        const string text = """
            pipeline: ten faults
            parameters:
              rate: { type: float, default: fast }
            parallelism: many
            steps:
              prepare:
                type: procesing
                command: [python3, prepare.py]
              train:
                type: training
                command: [python3, train.py]
                command: [python3, again.py]
                timeout: soon
                inputs: { train: "${{ steps.prepar.outputs.train }}" }
                hyperparameters: { rate: "${{ parameters.rates }}" }
                metrics: { auc: 'auc=[0-9.]+' }
                when: parameters.rate +
            """;

        // Act
        var result = PipelineCompiler.Compile(new SourceText("ten.yaml", text));

        // Assert
        Assert.Null(result.Definition);
        Assert.Equal(
            [
                "1 PL1104", "3 PL1202", "4 PL1103", "7 PL1105", "12 PL1002", "13 PL1111", "14 PL1301", "15 PL1306", "16 PL1113",
                "17 EX1004",
            ],
            result.Diagnostics.Where(d => d.Severity == Severity.Error).Select(d => $"{d.At.Line} {d.Code}"));
    }

    [Fact]
    public void Compile_FiveThousandFaults_ReportsTheFirstThousandAndSaysSo()
    {
        // Arrange
        var steps = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"  s{i}: {{ type: nothing }}\n"));

        // Act
        var result = PipelineCompiler.Compile(new SourceText("many.yaml", "pipeline: many\nsteps:\n" + steps));

        // Assert
        Assert.Equal(1_001, result.Diagnostics.Count);
        Assert.Equal("PL1005", result.Diagnostics[^1].Code);
    }
}
