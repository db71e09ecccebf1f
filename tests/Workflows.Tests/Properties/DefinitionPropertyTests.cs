using System.Text.Json;
using System.Text.Json.Nodes;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Properties.Generation;
using Pipelines.Workflows.Tests.Properties.Oracle;

namespace Pipelines.Workflows.Tests.Properties;

/// <summary>What the other properties run is what users can write.</summary>
public sealed class DefinitionPropertyTests
{
    [Theory]
    [InlineData(nameof(Shape.Timed))]
    [InlineData(nameof(Shape.Untimed))]
    public void Compile_RandomDefinitionWrittenAsAFile_GivesItBack(string shape)
    {
        var faults = new List<string>();
        foreach (var seed in Seeds.Of(0, 300))
        {
            // Arrange
            var random = RandomPipeline.Of(seed, Enum.Parse<Shape>(shape));
            var writer = new DefinitionText();
            var text = writer.Write(random.Run.Definition);

            // Act
            var compiled = PipelineCompiler.Compile(new SourceText("pipeline.yaml", text), new CompileOptions { Files = writer });

            // Assert
            var errors = compiled.Diagnostics.Where(found => found.Severity == Severity.Error).Select(found => found.ToString()).ToList();
            if (errors.Count == 0 && Shown(compiled.Definition!) != Shown(random.Run.Definition))
            {
                errors.Add($"read back as\n{Shown(compiled.Definition!)}\ninstead of\n{Shown(random.Run.Definition)}");
            }

            if (errors.Count > 0) faults.Add(Report.Of(random, [.. errors, text]));
        }

        Assert.True(faults.Count == 0, Report.Of(faults));
    }

    // Without digests, which the generator does not compute.
    private static string Shown(PipelineDefinition definition)
    {
        var json = JsonSerializer.SerializeToNode(definition, PipelineJson.Options)!;
        RemoveDigests(json);
        return Canonical.Json(JsonSerializer.SerializeToElement(json));
    }

    private static void RemoveDigests(JsonNode? node)
    {
        if (node is JsonObject map)
        {
            if (map.ContainsKey("schema")) map.Remove("digest");
            foreach (var (_, value) in map.ToList()) RemoveDigests(value);
        }

        if (node is not JsonArray list) return;
        foreach (var item in list) RemoveDigests(item);
    }
}
