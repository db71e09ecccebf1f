using System.Text.Json;
using Pipelines.Definitions.Model;
using Pipelines.Workflows.Tests.Scheduling;
using static Pipelines.Workflows.Tests.Scheduling.Steps;

namespace Pipelines.Workflows.Tests.Running;

/// <summary>A pipeline with every kind of step.</summary>
internal static class Sample
{
    private static readonly object Artifact = new Dictionary<string, object>
    {
        ["$artifact"] = new { digest = "sha256:1", kind = "model", name = "model", size = 5 },
    };

    public static PipelineDefinition Pipeline { get; } = Steps.Pipeline(Block(
            Job("train").Input("model", Artifact).Input("auc", "${{ parameters.auc }}").Output("auc").Output("model"),
            If("good-enough", "steps.train.outputs.auc >= 0.9", Register, GiveUp).Needs("train"))
        .Gives("version", "${{ steps.good-enough.outputs.version }}"))
        .Finally(Job("notify").Input("status", "${{ execution.status }}"));

    private static BlockDefinition Register => Block(new StepDefinition.Register
    {
        Name = "register",
        Type = "register",
        Group = Json("cancer"),
        Model = Json("${{ steps.train.outputs.model }}"),
        Metrics = new Dictionary<string, JsonElement> { ["auc"] = Json("${{ steps.train.outputs.auc }}") },
    }).Gives("version", "${{ steps.register.outputs.version }}");

    private static BlockDefinition GiveUp => Block(Fail("give-up", "AUC ${{ steps.train.outputs.auc }}"));
}
