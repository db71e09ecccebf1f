using System.Text.Json;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Schema;
using Pipelines.Definitions.Tests.Compilation;
using Pipelines.Definitions.Tests.Diagnostics;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Tests.Schema;

public sealed class PipelineSchemaTests
{
    [Fact]
    public void SchemaPage_IsWhatTheCodeCreates()
    {
        // Arrange: written anew when UPDATE_SCHEMA is set
        var page = Repository.PathOf("docs", "pipeline.schema.json");
        if (Environment.GetEnvironmentVariable("UPDATE_SCHEMA") is not null) File.WriteAllText(page, PipelineSchema.Create());

        // Act
        var schema = PipelineSchema.Create();

        // Assert
        Assert.Equal(File.ReadAllText(page), schema);
    }

    [Fact]
    public void Check_SamplesAndExamples_AreAllRight()
    {
        // Arrange
        var texts = Repository.SamplePipelines().Select(File.ReadAllText).Concat(Repository.YamlOf("language.md")).Append(Quickstart.Text).Append(AllConstructs.Text).ToList();
        var check = new SchemaCheck(Schema());

        // Act
        var faults = texts.SelectMany(t => check.Run(Json(t))).ToList();

        // Assert
        Assert.True(texts.Count > 4);
        Assert.Empty(faults);
    }

    [Fact]
    public void Check_TextsThatCompile_AreAllRight()
    {
        // Arrange: of the texts with faults those whose faults are only warnings or in expressions and references
        var texts = DiagnosticCases.All
            .Where(c => string.CompareOrdinal(c.Code, "PL1300") is > 0 and < 200 || c.Code is "PL1119" or "PL1122" or "PL1205")
            .Where(c => c.Name is not "text as model")
            .Select(c => (c.Name, Text: Unmarked(c.Text)));
        var check = new SchemaCheck(Schema());

        // Act
        var faults = texts.SelectMany(t => check.Run(Json(t.Text)).Select(f => $"{t.Name}: {f}")).ToList();

        // Assert
        Assert.Empty(faults);
    }

    [Fact]
    public void Check_FaultsOfStructure_AreRefused()
    {
        // Arrange: unknown and missing fields, other kinds, bad names, unknown types and words, numbers outside, no durations
        string[] codes = ["PL1101", "PL1102", "PL1103", "PL1104", "PL1105", "PL1109", "PL1110", "PL1111"];
        string[] deeper =
        [
            "needs of a template", "fault in a template, told once", // a template's fields are checked where it is used
            "unknown approval", "no length of time", "error class", "reserved name", "step called catch", "step called finally",
            "zero", "months", // durations that are too short, or have no fixed length
        ];
        var cases = DiagnosticCases.All.Where(c => codes.Contains(c.Code) && !deeper.Contains(c.Name)).ToList();
        var check = new SchemaCheck(Schema());

        // Act
        var passed = cases.Where(c => check.Run(Json(Unmarked(c.Text))).Count == 0).Select(c => c.Name).ToList();

        // Assert
        Assert.True(cases.Count > 30);
        Assert.Empty(passed);
    }

    private static JsonElement Schema() => JsonDocument.Parse(PipelineSchema.Create()).RootElement;

    private static string Unmarked(string text) =>
        text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

    private static JsonElement Json(string yaml)
    {
        var bag = new DiagnosticBag(new SourceText("p.yaml", yaml));
        return YamlJson.ToJson(YamlReader.Read(bag)!, bag);
    }
}
