using System.Text;

namespace Pipelines.Definitions.Tests.Expressions.Conformance;

public sealed class ConformanceTests
{
    private const string Variable = "CEL_CONFORMANCE";
    private const int CasesWithoutProtobuf = 1_743;

    [Fact]
    public void Language_ConformanceData_PassesExceptWhatIsListed()
    {
        // Arrange
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Skip($"Set {Variable} to the folder of CEL's conformance cases as JSON to run them.");
        }

        var cases = ConformanceCase.ReadAll(folder).ToList();

        // Act
        var differences = cases.ToDictionary(c => c.Id, ConformanceRun.Difference);

        // Assert
        var report = new StringBuilder();
        foreach (var (id, difference) in differences)
        {
            var listed = ConformanceExceptions.Reasons.ContainsKey(id);
            if (difference is not null && !listed) report.AppendLine($"{id}: {difference}");
            if (difference is null && listed) report.AppendLine($"{id}: passes, so it is no exception any more");
        }

        foreach (var id in ConformanceExceptions.Reasons.Keys.Where(id => !differences.ContainsKey(id))) report.AppendLine($"{id}: is no case");
        Assert.True(report.Length == 0, $"{report}");
        Assert.Equal(CasesWithoutProtobuf, cases.Count);
    }
}
