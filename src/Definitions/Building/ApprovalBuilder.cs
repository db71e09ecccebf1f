using Pipelines.Definitions.Model;

namespace Pipelines.Definitions.Building;

/// <summary>An <c>approval</c> step.</summary>
public sealed class ApprovalBuilder : AttemptStepBuilder<ApprovalBuilder>
{
    internal ApprovalBuilder(BuilderNode node)
        : base(node)
    {
    }

    /// <summary>Says what is to be decided; <c>${{ }}</c> in it is evaluated.</summary>
    public ApprovalBuilder Message(string text) => Set("message", text);

    /// <summary>Says what is decided when nobody answers in time. Default: the step fails.</summary>
    public ApprovalBuilder Default(bool approve) => Set("default", approve ? "approve" : "reject");

    /// <summary>Says what a refusal means.</summary>
    public ApprovalBuilder OnReject(OnReject choice) =>
        Set("onReject", choice == Model.OnReject.Continue ? "continue" : "fail");
}
