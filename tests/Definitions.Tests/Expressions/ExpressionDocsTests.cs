using System.Text.RegularExpressions;
using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Expressions.Functions;

namespace Pipelines.Definitions.Tests.Expressions;

public sealed partial class ExpressionDocsTests
{
    [Fact]
    public void Docs_Codes_AreThoseOfTheProgram()
    {
        // Arrange
        var codes = typeof(ExpressionCodes).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal);

        // Act
        var documented = CodeRow().Matches(Docs()).Select(m => m.Groups["code"].Value).Order(StringComparer.Ordinal);

        // Assert
        Assert.Equal(codes, documented);
    }

    [Fact]
    public void Docs_OurFunctions_AreThoseOfTheProgram()
    {
        // Arrange
        var ours = PipelineFunctions.All.Select(o => o.Function).Distinct();
        var docs = Docs();

        // Assert
        Assert.All(ours, name => Assert.Contains($"`{name}(", docs, StringComparison.Ordinal));
    }

    private static string Docs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null
            && !File.Exists(Path.Combine(folder.FullName, "Pipelines.sln"))) folder = folder.Parent;
        Assert.NotNull(folder);
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "expressions.md"));
    }

    [GeneratedRegex(@"^\| `(?<code>EX\d{4})` \|", RegexOptions.Multiline)]
    private static partial Regex CodeRow();
}
