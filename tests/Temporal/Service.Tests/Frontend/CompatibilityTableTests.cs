using System.Text.RegularExpressions;

namespace Temporalio.Service.Tests.Frontend;

/// <summary>Holds docs/temporal-compatibility.md to the code.</summary>
public sealed partial class CompatibilityTableTests
{
    private static readonly Dictionary<string, string> Services = new()
    {
        ["WorkflowService"] = TestService.WorkflowService, ["OperatorService"] = TestService.OperatorService,
    };

    [Fact]
    public async Task Table_EveryCall_IsThereExactlyWhenTheTableSaysSo()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var wrong = Rows().Where(row => Knows(service, row.Service, row.Call) != (row.State != "not"))
            .Select(row => $"{row.Call} is said to be '{row.State}'");

        // Assert
        Assert.Equal([], wrong);
    }

    [Fact]
    public async Task Table_EveryCallOfTheService_HasARow()
    {
        // Arrange
        await using var service = await TestService.StartAsync();

        // Act
        var rows = Rows().Select(row => (Services[row.Service], row.Call)).ToHashSet();

        // Assert
        Assert.Equal([], service.Service.Frontend.Methods.Where(method => Services.ContainsValue(method.Service))
            .Except(rows));
        Assert.Equal((122, 12), (Rows().Count(row => row.Service == "WorkflowService"),
            Rows().Count(row => row.Service == "OperatorService")));
    }

    private static bool Knows(TestService service, string name, string call)
    {
        try
        {
            service.Service.Frontend.ParserOf(Services[name], call);
            return true;
        }
        catch (ServiceException refusal) when (refusal.Status == GrpcStatus.Unimplemented)
        {
            return false;
        }
    }

    private static List<(string Service, string Call, string State)> Rows()
    {
        var rows = new List<(string, string, string)>();
        var service = "";
        foreach (var line in File.ReadLines(Path.Combine(Repository(), "docs", "temporal-compatibility.md")))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) service = line[3..];
            var row = Row().Match(line);
            if (row.Success && Services.ContainsKey(service)) rows.Add((service, row.Groups[1].Value, row.Groups[2].Value));
        }

        return rows;
    }

    private static string Repository()
    {
        var directory = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(directory, "Pipelines.sln"))) directory = Path.GetDirectoryName(directory)!;
        return directory;
    }

    [GeneratedRegex(@"^\| (\w+) \| (done|partly|not) \|")]
    private static partial Regex Row();
}
