using Pipelines.Definitions.Expressions;
using Pipelines.Definitions.Model;
using Pipelines.Definitions.Reading.Shapes;
using Pipelines.Definitions.Yaml;

namespace Pipelines.Definitions.Reading.Steps;

/// <summary>Reads <c>approval</c>.</summary>
internal sealed class ApprovalReader : StepReader
{
    public override IReadOnlyList<string> Types { get; } = ["approval"];

    public override bool TakesDefaults => false;

    public override string About => "Waits for a person's decision.";

    public override FieldSet Fields { get; } = Common.Without("timeout", "queue").And(
    [
        new("timeout", Part.Duration, "How long the decision is waited for. Default: no bound."),
        new("message", Part.Word, "What is to be decided. Default: the description."),
        new("default", new Shape.Words("approve", "reject"),
            "The decision when nobody answers in time; without it the step fails."),
        new("onReject", new Shape.Words("fail", "continue"),
            "After a refusal: fail (the default), or continue with 'approved' false."),
    ]);

    public override Func<StepDefinition>? Read(StepReading step)
    {
        var (fields, draft) = (step.Fields, step.Draft);
        draft.Outputs["approved"] = CelType.Bool;
        draft.Outputs["by"] = CelType.Dyn;
        draft.Outputs["comment"] = CelType.Dyn;
        if (fields.Find("default") is { } unused && fields.Find("timeout") is null)
            step.NoEffect(unused, "without a timeout the answer is waited for without end", "add 'timeout'");
        step.Template("message", ExpectedValue.Word);
        var definition = new StepDefinition.ManualApproval
        {
            Name = draft.Name,
            Type = draft.Type,
            Message = (fields.Find("message")?.Value as YamlNode.Scalar)?.Text,
            Default = fields.Word("default", (bool?)null, ("approve", true), ("reject", false)),
            OnReject = fields.Word("onReject", OnReject.Fail, ("fail", OnReject.Fail), ("continue", OnReject.Continue)),
        };
        return () => definition;
    }
}
