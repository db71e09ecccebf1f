using System.Text.RegularExpressions;
using System.Xml.Linq;
using Pipelines.Starter.Tests.Running;

namespace Pipelines.Starter.Tests.Architecture;

/// <summary>Holds the rules of the architecture: who may use whom, and what code may not do.</summary>
public sealed partial class DependencyTests
{
    [Theory]
    [InlineData("Definitions", "YamlDotNet")]
    [InlineData("Workflows", "Definitions")]
    [InlineData("Testing", "Definitions Workflows")]
    [InlineData("Activities", "Definitions Microsoft.Data.Sqlite.Core SQLitePCLRaw.bundle_e_sqlite3 MathNet.Numerics CsvHelper")]
    [InlineData("Temporal/Api", "Google.Protobuf Grpc.Tools")]
    [InlineData("Temporal/Sdk", "Temporalio.Api OpenTelemetry.Api")]
    [InlineData("Temporal/Service", "Temporalio.Api Temporalio Microsoft.Data.Sqlite.Core SQLitePCLRaw.bundle_e_sqlite3")]
    [InlineData("Temporal/Embedded", "Temporalio.Service Temporalio.Managed Temporalio")]
    public void Project_References_OnlyWhatTheArchitectureAllows(string folder, string allowed)
    {
        // Arrange
        var project =
            XDocument.Load(Directory.GetFiles(Path.Combine(Repository.Root, "src", folder), "*.csproj").Single());

        // Act
        var used = project.Descendants("PackageReference").Select(one => one.Attribute("Include")!.Value)
            .Concat(project.Descendants("ProjectReference").Select(one => Path.GetFileNameWithoutExtension(one.Attribute("Include")!.Value).Replace("Pipelines.", "", StringComparison.Ordinal)));

        // Assert
        Assert.Empty(used.Except(allowed.Split(' ')));
    }

    [Fact]
    public void Sources_Everywhere_ReadNoClockAndDrawNoChanceDirectly()
    {
        // Act
        var found = Sources().SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (Place: $"{Path.GetRelativePath(Repository.Root, file)}:{index + 1}", Line: line.Trim()))
            .Where(one => !one.Line.StartsWith("//", StringComparison.Ordinal) && Banned().IsMatch(one.Line)));

        // Assert
        Assert.Empty(found);
    }

    [Fact]
    public void Sources_Everywhere_HoldNoStaticMutableState()
    {
        // Act
        var found = Sources().SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (Place: $"{Path.GetRelativePath(Repository.Root, file)}:{index + 1}", Line: line))
            .Where(one => StaticField().IsMatch(one.Line) && !FlowLocal().IsMatch(one.Line)));

        // Assert
        Assert.Empty(found);
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    [GeneratedRegex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bRandom\.Shared\b|\bThread\.Sleep\b|\bEnvironment\.TickCount")]
    private static partial Regex Banned();

    // A static field without readonly or const; or a static collection that can be written to.
    [GeneratedRegex(@"^\s*(?:(?:private|internal|public|protected)\s+)*static\s+(?!readonly\b|.*\(|.*=>|class\b|partial\b|.*\bclass\b|.*\{)[\w<>\[\],?. ]+\s+\w+\s*(?:=|;)|static readonly (?:Concurrent)?(?:Dictionary|List|HashSet|Queue|ConcurrentBag)<")]
    private static partial Regex StaticField();

    // The context of the flow of control, which every Temporal SDK needs: a reference per flow, never shared.
    [GeneratedRegex(@"static readonly (?:AsyncLocal|ThreadLocal)<|\[ThreadStatic\]")]
    private static partial Regex FlowLocal();
}
