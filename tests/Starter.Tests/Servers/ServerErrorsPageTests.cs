using System.Text.RegularExpressions;
using Pipelines.Starter.Commands;
using Pipelines.Starter.Tests.Running;

namespace Pipelines.Starter.Tests.Servers;

public sealed partial class ServerErrorsPageTests
{
    [Fact]
    public void ErrorsPage_ServerHeadings_AreTheCodesOfTheCommand()
    {
        // Arrange
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "errors.md"));

        // Act
        var headings = Heading().Matches(page).Select(found => found.Groups[1].Value);

        // Assert
        Assert.Equal(ServerFaultCodes.All, headings);
    }

    [GeneratedRegex("^### (SV[0-9]{4}): ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
