namespace Pipelines.Starter.Tests.Architecture;

/// <summary>
/// The application compiles against the official Temporal SDK too: whatever it uses of ours, the official one has.
/// </summary>
public sealed class OfficialSurfaceTests
{
    private const string Managed = "Temporalio.Managed";

    private static readonly OfficialSurface Official = new(File.ReadLines(
        Path.Combine(AppContext.BaseDirectory, "Architecture", "temporalio-public-api.txt")));

    [Fact]
    public void Application_MembersOfTheSdkItUses_AreOnesOfTheOfficialSdk()
    {
        // Arrange
        var programs = Directory.GetFiles(AppContext.BaseDirectory, "Pipelines.*.dll")
            .Where(path => !path.EndsWith(".Tests.dll", StringComparison.Ordinal));

        // Act
        var uses = programs.SelectMany(path => MemberUses.Of(path, Managed)).Distinct().ToList();
        var missing = uses.Where(use => !IsUnlisted(use) && !Official.Has(use)).ToList();

        // Assert
        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.Contains(uses, use => use is { User: "Pipelines.Workflows", Type: "Temporalio.Workflows.Workflow" });
        Assert.Contains(uses, use => use.User == "Pipelines.Activities");
        Assert.Contains(uses, use => use.User == "Pipelines.Starter");
    }

    [Theory]
    [InlineData("Temporalio.Client.TemporalClient", "ConnectAsync", true)]
    [InlineData("Temporalio.Client.TemporalClient", "ConnectNowAsync", false)]
    [InlineData("Temporalio.Client.WorkflowHandle`2", "get_Id", true)] // of its base
    [InlineData("Temporalio.Client.Everything", "Equals", false)]
    [InlineData("Temporalio.Common.VersioningOverride+Pinned", ".ctor", true)]
    public void Has_Member_SaysWhetherTheListHasIt(string type, string member, bool expected)
    {
        // Act and assert
        Assert.Equal(expected, Official.Has(new("any", type, member)));
    }

    // The hosting package's extensions of IServiceCollection are in that namespace officially; the list leaves it out.
    private static bool IsUnlisted(MemberUse use) =>
        use.Type == "Microsoft.Extensions.DependencyInjection.TemporalHostingServiceCollectionExtensions";
}
