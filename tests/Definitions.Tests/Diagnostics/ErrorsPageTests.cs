using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Pipelines.Definitions.Tests.Diagnostics;

public sealed partial class ErrorsPageTests
{
    [Fact]
    public void ErrorsPage_Headings_AreTheCodesOfTheSource()
    {
        // Arrange
        var page = File.ReadAllText(Path.Combine(Repository(), "docs", "errors.md"));

        // Act
        var headings = Heading().Matches(page).Select(m => m.Groups[1].Value).ToList();

        // Assert
        var codes = CodesInSource.Definitions.Concat(CodesInSource.Expressions);
        Assert.Equal(codes.Order(StringComparer.Ordinal), headings.Order(StringComparer.Ordinal));
    }

    private static string Repository([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [GeneratedRegex("^### ((?:PL|EX)[0-9]{4}): ", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
