using System.Text.Json;
using Pipelines.Definitions.Compilation;
using Pipelines.Definitions.Contracts;
using Pipelines.Definitions.Diagnostics;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Tests.Compilation;

namespace Pipelines.Definitions.Tests.Contracts;

public sealed class PipelineJsonTests
{
    [Fact]
    public void Serialize_Definition_ComesBackEqual()
    {
        // Arrange
        var definition = PipelineCompiler.Compile(new SourceText("pipeline.yaml", Quickstart.Text)).Definition!;

        // Act
        var text = JsonSerializer.Serialize(definition, PipelineJson.Options);
        var back = JsonSerializer.Deserialize<PipelineDefinition>(text, PipelineJson.Options)!;

        // Assert
        Assert.Equal(text, JsonSerializer.Serialize(back, PipelineJson.Options));
        Assert.Equal(definition.Digest, back.Digest);
        Assert.Equal(back.Digest, DefinitionDigest.Of(back));
    }

    [Fact]
    public void Deserialize_KeysInAnyOrder_GivesTheSameDefinition()
    {
        // Arrange
        var definition = PipelineCompiler.Compile(new SourceText("pipeline.yaml", Quickstart.Text)).Definition!;

        // Act: the canonical form sorts keys, so the word that tells the kind of a step does not come first
        var back = JsonSerializer.Deserialize<PipelineDefinition>(DefinitionDigest.Canonical(definition), PipelineJson.Options)!;

        // Assert
        Assert.Equal(definition.Digest, DefinitionDigest.Of(back));
    }

    [Fact]
    public void Serialize_Enums_WritesTheWordsThatUsersKnow()
    {
        // Act
        var state = JsonSerializer.Serialize(new StepState { Type = "training", Status = StepStatus.Succeeded }, PipelineJson.Options);
        var output = JsonSerializer.Serialize(new OutputDefinition("a", "a.csv", ArtifactKind.Table), PipelineJson.Options);
        var other = JsonSerializer.Serialize(DayOfWeek.Monday, PipelineJson.Options);

        // Assert
        Assert.Contains("\"status\":\"Succeeded\"", state, StringComparison.Ordinal);
        Assert.Contains("\"kind\":\"table\"", output, StringComparison.Ordinal);
        Assert.Equal("\"monday\"", other);
    }

    [Fact]
    public void Serialize_QuickstartParameter_HasTheStoredForm()
    {
        // Arrange
        var definition = PipelineCompiler.Compile(new SourceText("pipeline.yaml", Quickstart.Text)).Definition!;

        // Act
        var text = JsonSerializer.Serialize(definition.Parameters[1], PipelineJson.Options);

        // Assert: stored in histories, so the form is a promise
        Assert.Equal("""{"name":"target","type":"float","default":0.97,"minimum":0,"maximum":1}""", text);
    }

    [Fact]
    public void Serialize_ModelAndContracts_NeedsNoReflection()
    {
        // Arrange
        Type[] stored =
        [
            typeof(PipelineDefinition), typeof(PipelineRun), typeof(PipelineResult), typeof(ExecutionState), typeof(JobRequest),
            typeof(JobResult), typeof(RegisterRequest), typeof(RegisterResult), typeof(FailureDetail), typeof(ArtifactReference),
        ];

        // Act
        var origins = stored.Select(t => PipelineJson.Options.GetTypeInfo(t).OriginatingResolver!.GetType().Name);

        // Assert
        Assert.All(origins, o => Assert.Equal("PipelineJsonContext", o));
    }
}
