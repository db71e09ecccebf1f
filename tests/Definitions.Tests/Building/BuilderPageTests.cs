namespace Pipelines.Definitions.Tests.Building;

public sealed class BuilderPageTests
{
    [Fact]
    public void BuilderPage_Example_IsTheOneThatIsTested()
    {
        // Arrange
        var source = File.ReadAllText(Repository.PathOf("tests", "Definitions.Tests", "Building", "QuickstartInCSharp.cs"));
        var code = Between(source, "    // builder.md begins\n", "    // builder.md ends");

        // Act
        var shown = Between(File.ReadAllText(Repository.PathOf("docs", "builder.md")), "```csharp\n", "```");

        // Assert
        Assert.Equal(string.Join('\n', code.Split('\n').Select(l => l.StartsWith("    ", StringComparison.Ordinal) ? l[4..] : l)), shown);
    }

    private static string Between(string text, string start, string end) =>
        text.Split(start)[1] is var rest ? rest[..rest.IndexOf(end, StringComparison.Ordinal)] : "";
}
